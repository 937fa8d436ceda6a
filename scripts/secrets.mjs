// `npm run --silent secrets`: fresh values for every secret, as lines for an .env file.
import { APP_SECRET, generateSecret, IDENTITY_SERVER_SECRETS } from "./lib/secrets.mjs";

for (const { name, purpose } of [APP_SECRET, ...IDENTITY_SERVER_SECRETS]) {
  console.log(`# ${purpose}\n${name}=${generateSecret()}`);
}
