// What the configuration points to, read again when it changes: identity schemas, mail templates, what makes tokens.
import { filePathOf, watchFiles, type Config } from "./config/index.js";
import type { Context } from "./context.js";
import type { SchemaSettings } from "./identities/schema.js";
import { checkTokenTemplates } from "./tokens/tokenize.js";

export interface Reloading {
  /** The configuration is another one now. */
  apply: () => void;
  close: () => void;
}

/**
 * What cannot be read stays as it was, and the log says so.
 *
 * @param options `watchesFiles`: whether a schema is read again when its own file changes, as Kratos does
 */
export function followConfiguration(context: Context, options: { watchesFiles: boolean }): Reloading {
  // One after the other: what was read first must not come last.
  let last = Promise.resolve();
  const run = (work: () => Promise<void>) => {
    last = last.then(work);
  };
  const files = watchFiles(() => {
    run(() => reloadSchemas(context));
  });
  const follow = () => {
    if (options.watchesFiles) files.follow(schemaFiles(context.config()));
  };
  follow();
  return {
    apply: () => {
      follow();
      run(async () => {
        await reloadSchemas(context);
        await context.courier.reload();
        await checkTokenTemplates(context);
      });
    },
    close: () => {
      files.close();
    },
  };
}

async function reloadSchemas({ schemas, config, log }: Context): Promise<void> {
  try {
    await schemas.load(schemaSettings(config()));
  } catch (error) {
    log.error({ err: error }, "the identity schemas cannot be loaded; those from before are used");
  }
}

export function schemaSettings({ identity }: Config): SchemaSettings {
  return { defaultSchemaId: identity.default_schema_id, schemas: identity.schemas };
}

/** Schemas that are no files are read again with the configuration. */
function schemaFiles({ identity }: Config): string[] {
  return identity.schemas.flatMap(({ url }) => filePathOf(url) ?? []);
}
