// A session as a JWT, for services that take one in place of asking whoami: `tokenize_as` names the template.
import { SignJWT } from "jose";
import type { Config, TokenTemplate } from "../config/index.js";
import type { Context } from "../context.js";
import { ApiError } from "../http/error.js";
import { badRequest } from "../http/errors.js";
import type { JsonObject } from "../json.js";
import { loadDocument } from "../outgoing/documents.js";
import type { ActiveSession } from "../sessions/session.js";
import { mapClaims, registeredClaims } from "./claims.js";
import { readSigningKey, SigningKeyError, type SigningKey } from "./signing-key.js";

const TEMPLATES = "session.whoami.tokenizer.templates";

/**
 * @param name of a template in `session.whoami.tokenizer.templates`
 * @param shown the session as whoami tells it
 * @returns a signed JWT; it counts for as long as the template says, whatever becomes of the session
 * @throws ApiError 400 when there is no such template, or its key or mapper is not usable; 500 when one cannot be loaded
 */
export async function tokenizeSession(
  context: Context,
  name: string,
  active: ActiveSession,
  shown: JsonObject,
): Promise<string> {
  const config = context.config();
  const template = templateOf(config, name);
  const key = await signingKey(context, template, name);
  const now = context.now();
  const claims = registeredClaims(template, active, { issuer: config.serve.public.base_url, now });
  if (template.claims_mapper_url === undefined) return sign(claims, key);
  const mapper = await load(context, template.claims_mapper_url, `${TEMPLATES}.${name}.claims_mapper_url`);
  return sign(await mapClaims(mapper, claims, shown), key);
}

/** Says in the log which templates cannot work, as far as that shows without a request: Kratos finds out too late. */
export async function checkTokenTemplates({ http, config, log }: Context): Promise<void> {
  for (const [name, template] of Object.entries(config().session.whoami.tokenizer.templates)) {
    const { jwks_url: keys, claims_mapper_url: mapper } = template;
    const isNear = (url: string | undefined) => url !== undefined && !/^https?:/i.test(url);
    try {
      if (isNear(keys)) {
        const key = `${TEMPLATES}.${name}.jwks_url`;
        await readSigningKey(await loadDocument(http, keys, key)).catch((error: unknown) => {
          throw error instanceof SigningKeyError ? new Error(`${key}: ${error.message}`) : error;
        });
      }
      if (mapper !== undefined && isNear(mapper)) {
        await loadDocument(http, mapper, `${TEMPLATES}.${name}.claims_mapper_url`);
      }
    } catch (error) {
      log.warn(error instanceof Error ? error.message : String(error));
    }
  }
}

function templateOf({ session }: Config, name: string): TokenTemplate {
  const { templates } = session.whoami.tokenizer;
  const template = Object.hasOwn(templates, name) ? templates[name] : undefined;
  if (template) return template;
  throw badRequest(`The query parameter "tokenize_as" names no template of ${TEMPLATES}.`);
}

async function signingKey(context: Context, template: TokenTemplate, name: string): Promise<SigningKey> {
  const key = `${TEMPLATES}.${name}.jwks_url`;
  const text = await load(context, template.jwks_url, key);
  try {
    return await readSigningKey(text);
  } catch (error) {
    if (!(error instanceof SigningKeyError)) throw error;
    context.log.warn({ template: name }, `${key}: ${error.message}`);
    throw badRequest(`The key set of the token template cannot be used: ${error.message}.`);
  }
}

async function load(context: Context, url: string, key: string): Promise<string> {
  try {
    return await loadDocument(context.http, url, key);
  } catch (error) {
    context.log.error({ err: error }, "a session cannot be made into a token");
    throw new ApiError({
      code: 500,
      message: "Something went wrong on the server",
      ...(error instanceof Error && { debug: error.message }),
    });
  }
}

async function sign(claims: JsonObject, { alg, kid, key }: SigningKey): Promise<string> {
  try {
    return await new SignJWT(claims).setProtectedHeader({ alg, kid, typ: "JWT" }).sign(key);
  } catch {
    throw badRequest(`The key of the token template cannot sign with ${alg}.`);
  }
}
