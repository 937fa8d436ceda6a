// What the admin API of an OAuth2 server answers. The first word of a login challenge says what becomes of it.
import type { JsonValue } from "../lib/scenario";

/** Where the receiver is that server. */
export const OAUTH2_PATH = "/hydra";

interface OAuth2Answer {
  status: number;
  json: JsonValue;
}

export function oauth2Answer(method: string, path: string): OAuth2Answer {
  const { pathname, searchParams } = new URL(path, "http://oauth2.example");
  const challenge = searchParams.get("login_challenge") ?? "";
  const [kind = ""] = challenge.split("-");
  if (kind === "unknown") return { status: 404, json: failure("not_found", "There is no such challenge.") };
  if (kind === "handled") return { status: 410, json: { redirect_to: "https://oauth2.example/oauth2/auth" } };
  const isAccepted = method === "PUT" && pathname.endsWith("/login/accept");
  if (isAccepted && kind === "refused") {
    return { status: 400, json: failure("invalid_request", "The subject is another one.") };
  }
  if (isAccepted) {
    const verifier = `https://oauth2.example/oauth2/auth?client_id=shop&login_verifier=${challenge}`;
    return { status: 200, json: { redirect_to: verifier } };
  }
  return { status: 200, json: loginRequest(challenge, kind === "known") };
}

function failure(error: string, hint: string): JsonValue {
  return { error, error_description: "It was not possible.", error_hint: hint, status_code: 400 };
}

function loginRequest(challenge: string, skip: boolean): JsonValue {
  return {
    challenge,
    requested_scope: ["openid", "email"],
    requested_access_token_audience: ["https://api.example"],
    skip,
    subject: "",
    oidc_context: { ui_locales: ["de"] },
    client: {
      client_id: "shop",
      client_name: "The shop",
      logo_uri: "https://shop.example/logo.svg",
      // As Ory Hydra 26.2 shows what is not set.
      skip_consent: false,
      skip_logout_consent: null,
      authorization_code_grant_access_token_lifespan: null,
      device_authorization_grant_access_token_lifespan: null,
      jwks: {},
      metadata: {},
    },
    request_url: `https://oauth2.example/oauth2/auth?client_id=shop&login=${challenge}`,
    session_id: "11111111-1111-4111-8111-111111111111",
  };
}
