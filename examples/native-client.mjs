// A client that is no browser, such as an app on a phone: it signs up and signs in through the app's own origin, and keeps
// a session token in place of a cookie.
//
//   npm run dev                                       in one terminal
//   node examples/native-client.mjs you@example.com   in another; the password is asked for, or read from PASSWORD
import { createInterface } from "node:readline/promises";
import { stdin, stdout } from "node:process";
import { Configuration, FrontendApi } from "@ory/client";

const [email] = process.argv.slice(2);
if (!email) {
  console.error(
    "Usage: node examples/native-client.mjs <email>   (APP_URL: where the app is, http://localhost:3000)",
  );
  process.exit(2);
}
const appUrl = (process.env.APP_URL ?? "http://localhost:3000").replace(/\/+$/, "");
const ory = new FrontendApi(new Configuration({ basePath: `${appUrl}/api/ory` }));

const password = process.env.PASSWORD ?? (await ask("Password: "));
const signedUp = await submitted(async () => {
  const { data: flow } = await ory.createNativeRegistrationFlow();
  return ory.updateRegistrationFlow({
    flow: flow.id,
    updateRegistrationFlowBody: { method: "password", password, traits: { email } },
  });
});
console.log(signedUp.kind === "done" ? "Signed up." : `Not signed up: ${signedUp.problems.join(" ")}`);

const signedIn = await submitted(async () => {
  const { data: flow } = await ory.createNativeLoginFlow();
  return ory.updateLoginFlow({
    flow: flow.id,
    updateLoginFlowBody: { method: "password", identifier: email, password },
  });
});
if (signedIn.kind === "refused") {
  console.error(`Not signed in: ${signedIn.problems.join(" ")}`);
  process.exit(1);
}
// A real app keeps it where the system keeps secrets.
const token = signedIn.body.session_token;
const { data: session } = await ory.toSession({ xSessionToken: token });
console.log(`Signed in as ${session.identity?.traits.email} until ${session.expires_at}.`);

await ory.performNativeLogout({ performNativeLogoutBody: { session_token: token } });
console.log("Signed out.");

/** A flow that refuses comes back with status 400 and says why, in its own messages and in those of its fields. */
async function submitted(submit) {
  try {
    const { data } = await submit();
    return { kind: "done", body: data };
  } catch (error) {
    const ui = error.response?.data?.ui;
    if (!ui) throw new Error(`The app at ${appUrl} did not answer as expected: ${error.message}`);
    const messages = [...(ui.messages ?? []), ...ui.nodes.flatMap((node) => node.messages)];
    return { kind: "refused", problems: messages.map(({ text }) => text) };
  }
}

async function ask(question) {
  const terminal = createInterface({ input: stdin, output: stdout });
  const answer = await terminal.question(question);
  terminal.close();
  return answer;
}
