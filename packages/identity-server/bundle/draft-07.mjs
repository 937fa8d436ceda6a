// Replaces src/identities/draft-07.ts by the code that ajv makes of the meta-schema, made once for all starts.
import { Ajv } from "ajv";
import * as standalone from "ajv/dist/standalone/index.js";

const META_SCHEMA = "http://json-schema.org/draft-07/schema";

/** @type {import("esbuild").Plugin} */
export const draft07 = {
  name: "draft-07",
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]identities[\\/]draft-07\.ts$/ }, () => ({ contents: code(), loader: "js" }));
  },
};

function code() {
  // As the module itself compiles it.
  const ajv = new Ajv({
    allErrors: true,
    strict: false,
    logger: false,
    code: { source: true, esm: true },
  });
  return standalone.default(ajv, { isDraft07: META_SCHEMA });
}
