// `npm run seed`: sample people for development, made through the admin API of the identity service that runs.
import { parseArgs } from "node:util";
import { loadEnvironment } from "./lib/environment.mjs";
import { isLoopback } from "./lib/app-server.mjs";
import { createPeople, samplePeople } from "./lib/sample-people.mjs";
import { runMain, UserError } from "./lib/user-error.mjs";

const DEFAULT_COUNT = 20;
const MAX_COUNT = 10_000;
const USAGE = `Usage: npm run seed -- [--count ${DEFAULT_COUNT}] [--schema person] [--password text]

Makes sample people in the identity service at ORY_ADMIN_URL (http://127.0.0.1:4434, where npm run dev has it).
Whoever is there already stays as they are.`;

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      count: { type: "string", default: String(DEFAULT_COUNT) },
      schema: { type: "string", default: "person" },
      password: { type: "string", default: "sample-people-only" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const count = Number(values.count);
  if (!Number.isInteger(count) || count < 1 || count > MAX_COUNT) {
    throw new UserError(
      `--count is ${values.count}; it takes a whole number from 1 to ${MAX_COUNT}.\n\n${USAGE}`,
    );
  }
  const env = loadEnvironment("development");
  const adminUrl = (env.ORY_ADMIN_URL ?? "http://127.0.0.1:4434").replace(/\/+$/, "");
  if (!isLoopback(adminUrl)) {
    throw new UserError(
      `ORY_ADMIN_URL is ${adminUrl}, which is not on this machine. Sample people have a password that is no secret.`,
    );
  }
  const { created, existing } = await createPeople(adminUrl, samplePeople(count), {
    schema: values.schema,
    password: values.password,
  });
  console.log(`${created} people made, ${existing} were there already.`);
  console.log(`Sign in as ${samplePeople(1)[0]?.email} with the password ${values.password}`);
  return 0;
});
