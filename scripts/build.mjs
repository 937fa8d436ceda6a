// `npm run build`: the app and the identity server, ready for `npm start`.
import { NEXT, NO_TELEMETRY } from "./lib/app-server.mjs";
import { buildMigrateProgram } from "./lib/db-migrate.mjs";
import { buildIdentityServer, hasIdentityServer } from "./lib/identity-server.mjs";
import { runMain } from "./lib/user-error.mjs";
import { runToEnd } from "./lib/run-to-end.mjs";

await runMain(async () => {
  if (hasIdentityServer()) {
    await buildIdentityServer();
    console.log("Identity server bundled to packages/identity-server/dist");
  }
  await buildMigrateProgram();
  return runToEnd(process.execPath, [NEXT, "build", ...process.argv.slice(2)], {
    ...NO_TELEMETRY,
    ...process.env,
  });
});
