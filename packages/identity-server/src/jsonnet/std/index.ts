// The standard library: everything of `std` that makes data of data. Writers of other formats (INI, TOML, XML, Python)
// are not in it; what runs here answers with JSON.
import { objectOf } from "../objects.js";
import { ready, type LayerField, type Lazy } from "../values.js";
import { arrays } from "./arrays.js";
import type { Library } from "./builtin.js";
import { encodings } from "./encodings.js";
import { numbers } from "./numbers.js";
import { objects } from "./objects.js";
import { sets } from "./sets.js";
import { strings } from "./strings.js";
import { types } from "./types.js";

const functions: Library = { ...types, ...numbers, ...strings, ...arrays, ...sets, ...objects, ...encodings };

/** `std`, for one run. */
export function standardLibrary(): Lazy {
  const fields = new Map<string, LayerField>();
  for (const [name, value] of Object.entries(functions))
    fields.set(
      name,
      hidden(() => value),
    );
  fields.set(
    "pi",
    hidden(() => Math.PI),
  );
  // A program comes without a file, as in Kratos.
  fields.set(
    "thisFile",
    hidden(() => ""),
  );
  return ready(objectOf([{ fields, assert: undefined }]));
}

function hidden(evaluate: LayerField["evaluate"]): LayerField {
  return { visibility: "hidden", isAdded: false, evaluate };
}
