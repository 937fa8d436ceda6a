import { describe, expect, it } from "vitest";
import { MAX_BODY_BYTES, readBounded, readForm } from "./read-form";

const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  new Request("http://app.test/api", { method: "POST", body, headers });
const FORM = { "content-type": "application/x-www-form-urlencoded" };

/** A body that doesn't say how long it is. */
function stream(chunks: number, chunkBytes: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  let left = chunks;
  return new ReadableStream({
    pull(controller) {
      if (left-- === 0) controller.close();
      else controller.enqueue(new Uint8Array(chunkBytes));
    },
  });
}

describe("readForm", () => {
  it("reads both encodings that forms have", async () => {
    const data = new FormData();
    data.append("a.b", "ü");
    for (const request of [post("a.b=%C3%BC", FORM), post(data)]) {
      expect(await readForm(request)).toEqual({ kind: "form", fields: [["a.b", "ü"]] });
    }
  });

  it("refuses what is no form", async () => {
    expect(await readForm(post("{}", { "content-type": "application/json" }))).toMatchObject({ status: 415 });
    expect(await readForm(post(new Uint8Array()))).toMatchObject({ status: 415 });
    expect(await readForm(post("x", { "content-type": "multipart/form-data" }))).toMatchObject({
      status: 400,
    });
  });

  it("refuses files", async () => {
    const data = new FormData();
    data.append("a", new Blob(["x"]), "a.txt");
    expect(await readForm(post(data))).toMatchObject({ status: 400 });
  });

  it("refuses what is too large, announced or not", async () => {
    expect(await readForm(post(`a=${"x".repeat(MAX_BODY_BYTES)}`, FORM))).toMatchObject({ status: 413 });
  });
});

describe("readBounded", () => {
  it("stops reading as soon as there is too much", async () => {
    const body = stream(1_000, 1_000);
    expect(await readBounded({ headers: new Headers(), body }, 2_500)).toBeUndefined();
  });

  it("takes exactly as much as it may", async () => {
    const read = await readBounded({ headers: new Headers(), body: stream(2, 50) }, 100);
    expect(read?.byteLength).toBe(100);
  });

  it("believes an announced length without reading", async () => {
    const body = new ReadableStream(
      { pull: () => Promise.reject(new Error("was read")) },
      { highWaterMark: 0 },
    );
    expect(
      await readBounded({ headers: new Headers({ "content-length": "101" }), body }, 100),
    ).toBeUndefined();
  });
});
