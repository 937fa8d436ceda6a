/** The paths of the public API that are reachable on this origin. All others, the admin API's above all, are not there. */

/** The service's ids, tokens and file names are made of these; `.` and `..`, encoded or not, are no names. */
const SEGMENT = /^(?!\.{1,2}$)[\w.~@:+=-]+$/;

/** @param segments  the path below the door, decoded, one entry for each segment */
export function isDoorPath(segments: readonly string[]): boolean {
  const [area, name, ...rest] = segments;
  if (!segments.every((segment) => SEGMENT.test(segment))) return false;
  switch (area) {
    case "self-service":
      return name !== undefined;
    case "sessions":
    case "schemas":
      return rest.length === 0;
    case "health":
      return (name === "alive" || name === "ready") && rest.length === 0;
    case ".well-known":
      return name === "ory";
    default:
      return false;
  }
}

/** The endpoints that take a flow's submission: they must not be driven by links. */
export function isSubmitPath(segments: readonly string[]): boolean {
  const [area, kind, ...rest] = segments;
  return area === "self-service" && rest.length === 0 && LINK_PARAMETERS.has(kind ?? "");
}

/**
 * What a documented link to a submit endpoint carries: the link in a mail, or the way back to a settings change that
 * waited for a sign-in. A link with more would submit a form.
 */
const LINK_PARAMETERS = new Map<string, readonly string[]>([
  ["login", ["flow"]],
  ["registration", ["flow"]],
  ["recovery", ["flow", "token", "code"]],
  ["verification", ["flow", "token", "code"]],
  ["settings", ["flow"]],
]);

/** The query of such a link without what does not belong there, or undefined where it is a submission in disguise. */
export function linkQuery(segments: readonly string[], query: URLSearchParams): URLSearchParams | undefined {
  if (query.has("csrf_token") || query.has("method")) return undefined;
  const kept = new URLSearchParams();
  for (const name of LINK_PARAMETERS.get(segments[1] ?? "") ?? []) {
    const value = query.get(name);
    if (value !== null) kept.set(name, value);
  }
  return kept;
}
