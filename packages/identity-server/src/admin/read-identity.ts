// Reads identities: one by id or external id, or a list.
import type { Context } from "../context.js";
import { badRequest } from "../http/errors.js";
import {
  keysetHeaders,
  keysetSize,
  pageHeaders,
  readInteger,
  readPage,
  type Window,
} from "../http/pagination.js";
import type { CredentialType } from "../identities/identity.js";
import { normaliseIdentifier } from "../identities/normalise.js";
import type { IdentityFilter } from "../store/identity-listings.js";
import { invalidPageToken, isUuid, noSuchResource, ok, type AdminHandler } from "./answer.js";
import { adminIdentityJson, credentialTypes } from "./identity-json.js";

const PATH = "/admin/identities";
const FIRST_TOKEN = "00000000-0000-0000-0000-000000000000";
const KEYSET_SIZES = { default: 250, max: 500 };
const MAX_IDS = 500;
/** Page numbers reach this far into the list; beyond that, keys are the way. */
const MAX_OFFSET = 1000;

export const getIdentity: AdminHandler = (context, request) =>
  answerOne(context, request.params.id, request.query);

export const getIdentityByExternalId: AdminHandler = (context, request) => {
  const identity = context.store.identities.findByExternalId(request.params.externalId ?? "");
  return answerOne(context, identity?.id, request.query);
};

export const listIdentities: AdminHandler = (context, { query }) => {
  const listings = context.store.identityListings;
  const { filter, include } = readFilter(query);
  const isSearch = filter.kind === "identifier" || filter.kind === "identifierPrefix";
  const list = readListWindow(query);
  const ids = idsOf(context, filter, list);
  const headers =
    list.kind === "keyset"
      ? keysetHeaders(PATH, list.query, list.size, { first: FIRST_TOKEN, next: ids.next })
      : pageHeaders(
          PATH,
          query,
          list.window,
          filter.kind === "identifier" ? ids.page.length : listings.count(),
        );
  const config = context.config();
  const identities =
    isSearch || include.length > 0
      ? listings
          .identitiesWithCredentials(ids.page)
          .map((identity) => adminIdentityJson(config, identity, { withCredentials: true, include }))
      : listings
          .identities(ids.page)
          .map((identity) =>
            adminIdentityJson(config, { ...identity, credentials: {} }, { withCredentials: false }),
          );
  return ok(identities, headers);
};

type ListWindow =
  | { kind: "keyset"; afterId: string; size: number; query: URLSearchParams }
  | { kind: "page"; window: Window };

function idsOf(
  context: Context,
  filter: IdentityFilter,
  list: ListWindow,
): { page: string[]; next?: string } {
  const listings = context.store.identityListings;
  if (list.kind === "page") return { page: listings.ids(filter, { afterId: "", ...list.window }) };
  const { afterId, size } = list;
  const ids = listings.ids(filter, { afterId, limit: size + 1, offset: 0 });
  const page = ids.slice(0, size);
  return ids.length > size ? { page, next: page.at(-1) } : { page };
}

/** By key when `page_token` or `page_size` is there, by number when `page` is; `per_page` alone is a page size. */
function readListWindow(query: URLSearchParams): ListWindow {
  const isKeyset = query.has("page_token") || query.has("page_size");
  if (!isKeyset && query.has("page")) {
    const window = readPage(query, { default: 250, max: 500 });
    if (window.offset > MAX_OFFSET) {
      throw badRequest(
        `Page numbers reach up to ${String(MAX_OFFSET)} identities; use page_token and page_size beyond that.`,
      );
    }
    return { kind: "page", window };
  }
  const own = new URLSearchParams(query);
  const perPage = own.get("per_page");
  if (!isKeyset && perPage !== null) {
    own.set("page_size", perPage);
    own.delete("per_page");
  }
  const asked = own.get("page_size") ?? "";
  if (asked !== "" && readInteger(asked) === undefined) throw badRequest('"page_size" is not a number.');
  const token = own.get("page_token") ?? "";
  if (token !== "" && !isUuid(token)) throw invalidPageToken();
  return {
    kind: "keyset",
    afterId: token === "" ? FIRST_TOKEN : token,
    size: keysetSize(readInteger(asked), KEYSET_SIZES),
    query: own,
  };
}

function readFilter(query: URLSearchParams): { filter: IdentityFilter; include: CredentialType[] } {
  const filters: IdentityFilter[] = [];
  const ids = query.getAll("ids");
  if (ids.length > 0) {
    const wrong = ids.find((id) => !isUuid(id));
    if (wrong !== undefined) throw badRequest(`${JSON.stringify(wrong)} in "ids" is not a UUID.`);
    if (ids.length > MAX_IDS) throw badRequest(`"ids" takes at most ${String(MAX_IDS)} ids.`);
    filters.push({ kind: "ids", ids: ids.map((id) => id.toLowerCase()) });
  }
  const organizationId = query.get("organization_id") ?? "";
  if (organizationId !== "") {
    if (!isUuid(organizationId)) {
      throw badRequest(`${JSON.stringify(organizationId)} in "organization_id" is not a UUID.`);
    }
    filters.push({ kind: "organization", organizationId });
  }
  const exact = query.get("credentials_identifier") ?? "";
  if (exact !== "") filters.push({ kind: "identifier", exact, normalised: normaliseIdentifier(exact) });
  const prefix = query.get("preview_credentials_identifier_similar") ?? "";
  if (prefix !== "") {
    filters.push({ kind: "identifierPrefix", exact: prefix, normalised: normaliseIdentifier(prefix) });
  }
  const include = readInclude(query);
  if (filters.length > 1) throw badRequest("Only one filter can be used at a time.");
  return { filter: filters[0] ?? { kind: "all" }, include };
}

function readInclude(query: URLSearchParams): CredentialType[] {
  return query.getAll("include_credential").map((name) => {
    const type = credentialTypes.find((known) => known === name);
    if (type === undefined) {
      throw badRequest(`${JSON.stringify(name)} in "include_credential" is no type of credential.`);
    }
    return type;
  });
}

function answerOne(context: Context, id: string | undefined, query: URLSearchParams) {
  const identity = id === undefined ? undefined : context.store.identities.findWithCredentials(id);
  if (!identity) throw noSuchResource();
  const include = readInclude(query);
  return ok(adminIdentityJson(context.config(), identity, { withCredentials: true, include }));
}
