import "server-only";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { identityApi, askAdmin } from "@/lib/ory/admin";
import { type Account, accountShape } from "./account";

/** The account as the service has it now, by the admin API; undefined, and a line in the log, where it doesn't tell. */
export async function askForAccount({
  requestId,
  identityId,
}: {
  requestId: string;
  identityId: string;
}): Promise<Account | undefined> {
  const visitor = {
    cookie: "",
    origin: env().appOrigin ?? "http://localhost",
    requestId,
    userAgent: undefined,
    acceptLanguage: undefined,
    address: undefined,
  };
  const result = await askAdmin("get identity", visitor, (options) =>
    identityApi().getIdentity({ id: identityId }, options),
  );
  const account =
    result.kind === "answer" && result.status === 200 ? accountShape.safeParse(result.body).data : undefined;
  if (!account) {
    log().error(
      { requestId, identityId },
      "somebody could not be told by mail: the admin API did not tell where",
    );
  }
  return account;
}
