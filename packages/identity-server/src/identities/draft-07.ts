// Whether a document is a JSON schema of draft-07 at all. In the bundle this module is replaced by the code that ajv makes
// of the same meta-schema (see bundle/draft-07.mjs): making it takes longer than all other work on a schema, at each start.
import { Ajv, type ValidateFunction } from "ajv";

const META_SCHEMA = "http://json-schema.org/draft-07/schema";

/** Leaves what is wrong in its `errors`. */
export const isDraft07: ValidateFunction = compile();

function compile(): ValidateFunction {
  const validate = new Ajv({ allErrors: true, strict: false, logger: false }).getSchema(META_SCHEMA);
  if (!validate) throw new Error(`ajv does not know ${META_SCHEMA}.`);
  return validate as ValidateFunction;
}
