// A schema with a trait of every kind: its nodes, how form strings are read, and each rule of it broken.
import type { JsonValue, Topic } from "../lib/scenario";
import { address, inWords, look, password, request, scenario, start, submit, visitors } from "./steps";

const variant = { variant: "everything" };
const good = { username: "ada-{{run}}", email: address("ada"), terms: true, address: { city: "Ghent" } };

function broken(name: string, traits: { [key: string]: JsonValue }) {
  return scenario(
    `names ${name}`,
    [
      start("registration", "spa"),
      submit("registration", "spa", { method: "password", password, traits: { ...good, ...traits } }),
    ],
    variant,
  );
}

export const registrationTraits: Topic = {
  topic: "registration-traits",
  scenarios: [
    ...visitors.map((as) =>
      scenario(
        `shows a field for each trait to ${inWords[as]}`,
        start("registration", as, { recorded: true }),
        variant,
      ),
    ),
    scenario(
      "reads the strings of a form by the schema",
      [
        start("registration", "html"),
        request("submit", "html", "POST /self-service/registration?flow={{flow}}", {
          form: {
            csrf_token: "{{flow-csrf}}",
            method: "password",
            password,
            "traits.username": "ada-{{run}}",
            "traits.email": address("ada"),
            "traits.phone": "+493012345678",
            "traits.website": "https://ada.example/",
            "traits.birthday": "1990-12-10",
            "traits.arrival": "2026-05-01T10:00:00Z",
            "traits.age": "36",
            "traits.score": "7.5",
            "traits.newsletter": ["false", "true"],
            "traits.terms": "1",
            "traits.colour": "green",
            "traits.tags": "one",
            "traits.address.street": "",
            "traits.address.city": "Ghent",
          },
        }),
        request(
          "what was stored",
          "admin",
          `GET /admin/identities?credentials_identifier=${address("ada")}`,
          {
            brief: true,
            keep: { ada: "body.0.id" },
          },
        ),
        request("the identity", "admin", "GET /admin/identities/{{ada}}"),
      ],
      variant,
    ),
    scenario(
      "shows again what a form had when it fails",
      [
        start("registration", "html"),
        request("submit", "html", "POST /self-service/registration?flow={{flow}}", {
          form: {
            csrf_token: "{{flow-csrf}}",
            method: "password",
            password: "short",
            "traits.username": "ada-{{run}}",
            "traits.email": address("ada"),
            "traits.age": "many",
            "traits.newsletter": "true",
            "traits.terms": "true",
            "traits.address.city": "Ghent",
          },
        }),
        look("registration"),
      ],
      variant,
    ),
    scenario(
      "takes what a script sends in JSON's own types",
      [
        start("registration", "spa"),
        submit("registration", "spa", {
          method: "password",
          password,
          traits: {
            ...good,
            age: 36,
            score: 7.5,
            newsletter: false,
            colour: "red",
            tags: ["one", "two"],
          },
        }),
      ],
      variant,
    ),
    broken("a user name against its pattern", { username: "Ada Byron" }),
    broken("a user name that is too short", { username: "ad" }),
    broken("a user name that is too long", { username: "a".repeat(25) }),
    broken("a telephone number that is none", { phone: "call me" }),
    broken("an address that is none", { email: "ada" }),
    broken("a website that is none", { website: "not a website" }),
    broken("a date that is none", { birthday: "tomorrow" }),
    broken("a time that is none", { arrival: "noon" }),
    broken("an age that is no number", { age: "many" }),
    broken("an age with a fraction", { age: 20.5 }),
    broken("an age below the minimum", { age: 3 }),
    broken("an age above the maximum", { age: 300 }),
    broken("a score at its exclusive minimum", { score: 0 }),
    broken("a score at its exclusive maximum", { score: 10 }),
    broken("a score that is no multiple", { score: 1.3 }),
    broken("terms that were not accepted", { terms: false }),
    broken("a colour that is not to be had", { colour: "pink" }),
    broken("an empty list", { tags: [] }),
    broken("a list that is too long", { tags: ["a", "b", "c", "d"] }),
    broken("a list with the same twice", { tags: ["a", "a"] }),
    broken("a missing part of an object", { address: { street: "Veldstraat" } }),
    broken("an object that should be a string", { username: { first: "Ada" } }),
    broken("a list that should be a string", { username: ["ada"] }),
    broken("a string that should be an object", { address: "Ghent" }),
    broken("several faults at once", { username: "A", age: 3, colour: "pink", email: "x" }),
    scenario(
      "names all that is missing",
      [
        start("registration", "spa"),
        submit("registration", "spa", { method: "password", password, traits: {} }),
      ],
      variant,
    ),
    scenario(
      "shows a generic identifier at sign-in where several traits identify",
      start("login", "spa", { recorded: true }),
      variant,
    ),
    scenario(
      "signs in by either identifier",
      [
        start("registration", "native"),
        submit("registration", "native", { method: "password", password, traits: good }, { brief: true }),
        start("login", "native", { flow: "by-name" }),
        submit(
          "login",
          "native",
          { method: "password", identifier: "ada-{{run}}", password },
          { flow: "by-name", step: "by name", brief: true },
        ),
        start("login", "native", { flow: "by-address" }),
        submit(
          "login",
          "native",
          { method: "password", identifier: address("ada"), password },
          { flow: "by-address", step: "by address", brief: true },
        ),
      ],
      variant,
    ),
  ],
};
