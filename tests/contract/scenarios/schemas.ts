import type { Topic } from "../lib/scenario";
import { request, scenario } from "./steps";

export const schemas: Topic = {
  topic: "schemas",
  scenarios: [
    scenario("lists the identity schemas", [request("list", "spa", "GET /schemas")]),
    scenario("lists them in pages", [
      request("first", "native", "GET /schemas?page_size=1"),
      request("second, old form", "native", "GET /schemas?page=1&per_page=1"),
      request("beyond", "native", "GET /schemas?page=9&per_page=1"),
      request("old form, first", "native", "GET /schemas?page=0&per_page=1", { brief: true }),
      request("no number", "native", "GET /schemas?page_size=many", { brief: true }),
    ]),
    scenario("gives a schema by its id", [request("get", "spa", "GET /schemas/person")]),
    scenario("gives a schema by its encoded id", [request("get", "spa", "GET /schemas/cGVyc29u")]),
    scenario("has no unknown schema", [
      request("by id", "spa", "GET /schemas/nothing"),
      request("by encoded id", "spa", "GET /schemas/bm90aGluZw"),
      request("by what is not encoded", "spa", "GET /schemas/%21%21"),
    ]),
    scenario("answers a head request", [request("head", "native", "HEAD /schemas/person")]),
  ],
};
