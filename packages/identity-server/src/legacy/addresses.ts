// The addresses of v0alpha2. Whatever else the server answers to belongs to today's API alone and stays as it is.

const flow = "/self-service/(login|registration|recovery|verification|settings)";
const flows = [
  `GET ${flow}/(browser|api|flows)`,
  `(GET|POST) ${flow}`,
  "GET /self-service/logout(/browser)?",
  "DELETE /self-service/logout/api",
  "GET /self-service/errors",
  // Described by neither; a provider sends people there.
  "GET /self-service/methods/oidc/callback/[^/]+",
  "[A-Z]+ /sessions/whoami",
  "GET /schemas(/[^/]+)?",
  "GET /\\.well-known/ory/webauthn\\.js",
];
const identities = [
  "(GET|POST) /identities",
  "(GET|PUT|DELETE) /identities/[^/]+",
  "DELETE /identities/[^/]+/sessions",
  "POST /recovery/link",
];

const pattern = new RegExp(`^(${[...flows, ...identities].join("|")})$`);

/** Whether an address is one of the older API; either port answers to all of them or leads to the other port. */
export function isOlderAddress(method: string, path: string): boolean {
  return pattern.test(`${method === "HEAD" ? "GET" : method} ${path}`);
}

/** Where the older API had an address of the admin port: without the prefix of today. */
export function withoutAdminPrefix(location: string): string {
  return location.replace(/\/admin(?=\/(identities|recovery\/link)\b)/, "");
}
