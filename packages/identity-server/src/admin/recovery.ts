// Recovery that an operator begins for somebody: a code or a link to hand over.
import * as z from "zod";
import { parseDuration } from "../config/schema/values.js";
import type { Context } from "../context.js";
import { createRecoveryCode, createRecoveryLink } from "../flows/admin-recovery.js";
import { badRequest, methodDisabled } from "../http/errors.js";
import type { JsonValue } from "../json.js";
import { isSendingEnabled } from "../methods/sending.js";
import { iso } from "../time.js";
import { isUuid, noSuchResource, ok, readJson, type AdminHandler, type AdminRequest } from "./answer.js";

const recoveryBody = z.object({
  identity_id: z.string().default(""),
  expires_in: z.string().default(""),
  flow_type: z.string().nullish(),
});

export const createCode: AdminHandler = async (context, request) => {
  if (!isSendingEnabled(context.config(), "code")) throw methodDisabled();
  const body = await readBody(request);
  const lifespanMs = readLifespan(body.expires_in);
  const flowType = body.flow_type ?? "browser";
  if (flowType !== "browser" && flowType !== "api") {
    throw badRequest(`${JSON.stringify(flowType)} is no type of flow; use "browser" or "api".`);
  }
  if (!exists(context, body.identity_id)) throw noSuchResource("There is no such identity.");
  const { url: requestUrl } = request;
  const made = await createRecoveryCode(context, {
    identityId: body.identity_id,
    requestUrl,
    flowType,
    ...(lifespanMs !== undefined && { lifespanMs }),
  });
  return {
    status: 201,
    body: {
      recovery_link: made.recoveryLink,
      recovery_code: made.recoveryCode,
      expires_at: iso(made.expiresAt),
    },
  };
};

export const createLink: AdminHandler = async (context, request) => {
  if (!isSendingEnabled(context.config(), "link")) throw methodDisabled();
  const body = await readBody(request);
  const lifespanMs = readLifespan(body.expires_in);
  if (!exists(context, body.identity_id)) throw badRequest("There is no identity with this id.");
  const made = await createRecoveryLink(context, {
    identityId: body.identity_id,
    requestUrl: request.url,
    ...(lifespanMs !== undefined && { lifespanMs }),
  });
  return ok({ recovery_link: made.recoveryLink, expires_at: iso(made.expiresAt) });
};

async function readBody(request: AdminRequest): Promise<z.infer<typeof recoveryBody>> {
  const json: JsonValue = await readJson(request, badRequest);
  const result = recoveryBody.safeParse(json);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw badRequest(
      `The body is not as expected at "${issue?.path.join(".") ?? ""}": ${issue?.message ?? ""}.`,
    );
  }
  const { identity_id: id } = result.data;
  if (id !== "" && !isUuid(id)) throw badRequest(`${JSON.stringify(id)} in "identity_id" is not a UUID.`);
  return { ...result.data, identity_id: id.toLowerCase() };
}

/** @returns undefined for the configured lifespan */
function readLifespan(text: string): number | undefined {
  if (text === "") return undefined;
  const lifespanMs = parseDuration(text);
  if (lifespanMs === undefined) {
    throw badRequest(`"expires_in" must be a duration such as 30m or 1h, not ${JSON.stringify(text)}.`);
  }
  if (lifespanMs <= 0) throw badRequest('"expires_in" must lead to a time in the future.');
  return lifespanMs;
}

function exists(context: Context, id: string): boolean {
  return id !== "" && context.store.identities.find(id) !== undefined;
}
