// Sessions in the admin API: lists, one session, its end and its extension, all sessions of an identity.
import type { Context } from "../context.js";
import { badRequest } from "../http/errors.js";
import { keysetHeaders, keysetSize, mixedHeaders, readInteger, readMixed } from "../http/pagination.js";
import type { Identity } from "../identities/identity.js";
import { publicIdentityJson } from "../identities/json.js";
import type { JsonObject } from "../json.js";
import { isActive } from "../sessions/active.js";
import { sessionJson } from "../sessions/json.js";
import type { Session } from "../sessions/session.js";
import type { SessionCursor, SessionFilter } from "../store/session-listings.js";
import {
  invalidPageToken,
  isUuid,
  malformed,
  noContent,
  noSuchResource,
  ok,
  readFlag,
  readUuid,
  type AdminHandler,
} from "./answer.js";

const KEYSET_SIZES = { default: 250, max: 1000 };
/** The list begins with the newest session: before the first page stands the end of time, as in Kratos. */
const FIRST_CURSOR: SessionCursor = {
  issuedAt: Date.parse("2200-12-31T23:59:59Z"),
  id: "00000000-0000-0000-0000-000000000000",
};

type Expandable = "identity" | "devices";

export const listSessions: AdminHandler = (context, { query }) => {
  const filter = readActiveFilter(query);
  const asked = query.get("page_size") ?? "";
  if (asked !== "" && readInteger(asked) === undefined) throw malformed('"page_size" is not a number');
  const size = keysetSize(readInteger(asked), KEYSET_SIZES);
  const expand = readExpand(query);
  const after = readCursor(query.get("page_token") ?? "");
  const found = context.store.sessionListings.all(filter, { limit: size + 1, after, now: context.now() });
  const page = found.slice(0, size);
  const last = found.length > size ? page.at(-1) : undefined;
  return ok(
    page.map((session) => {
      const identity = expand.has("identity") ? context.store.identities.find(session.identityId) : undefined;
      return {
        ...bareSessionJson(context, session),
        identity: identity ? withoutAddresses(publicIdentityJson(context.config(), identity)) : null,
        ...(!expand.has("devices") && { devices: null }),
      };
    }),
    keysetHeaders("/admin/sessions", query, size, {
      first: encodeCursor(FIRST_CURSOR),
      next: last && encodeCursor(last),
    }),
  );
};

export const getSession: AdminHandler = (context, request) => {
  const id = readUuid(request.params.id);
  const expand = readExpand(request.query);
  const session = context.store.sessions.find(id);
  if (!session) throw noSuchResource();
  const identity = expand.has("identity") ? context.store.identities.find(session.identityId) : undefined;
  return ok({
    ...bareSessionJson(context, session),
    identity: identity ? publicIdentityJson(context.config(), identity) : null,
    ...(!expand.has("devices") && { devices: [] }),
  });
};

/** The session is over, but stays in the lists. */
export const disableSession: AdminHandler = async (context, request) => {
  const id = readUuid(request.params.id);
  const wasThere = await context.store.write(() => context.store.sessions.disable(id));
  if (!wasThere) throw noSuchResource();
  // Kratos names a type for the content that there is not.
  return { status: 204, headers: { "content-type": "application/json; charset=utf-8" } };
};

/** Moves the session's end, if that is near enough (`session.earliest_possible_extend`). */
export const extendSession: AdminHandler = async (context, request) => {
  const id = readUuid(request.params.id);
  const session = await context.store.write(() => {
    const stored = context.store.sessions.find(id);
    if (!stored) throw noSuchResource();
    const extended = extendedSession(context, stored);
    if (extended !== stored) context.store.sessions.update(extended);
    return extended;
  });
  if (context.config().feature_flags.faster_session_extend) return noContent;
  const identity = context.store.identities.find(session.identityId);
  return ok({
    ...bareSessionJson(context, session),
    identity: identity ? publicIdentityJson(context.config(), identity) : null,
    devices: [],
  });
};

export const listIdentitySessions: AdminHandler = (context, request) => {
  const id = readUuid(request.params.id);
  const filter = readActiveFilter(request.query);
  const window = readMixed(request.query);
  const page = { ...window, exceptId: "", now: context.now() };
  const { sessions, total } = context.store.sessionListings.ofIdentity(id, filter, page);
  const identity = context.store.identities.find(id);
  return ok(
    sessions.map((session) => ({
      ...bareSessionJson(context, session),
      identity: identity ? listedIdentityJson(context, identity) : null,
    })),
    mixedHeaders(`/admin/identities/${id}/sessions`, request.query, window, total),
  );
};

export const deleteIdentitySessions: AdminHandler = async (context, request) => {
  const id = readUuid(request.params.id);
  const count = await context.store.write(() => context.store.sessions.deleteByIdentity(id));
  if (count === 0) throw noSuchResource();
  return noContent;
};

function extendedSession(context: Context, session: Session): Session {
  const { lifespan, earliest_possible_extend: earliest } = context.config().session;
  const now = context.now();
  if (session.expiresAt - (earliest ?? lifespan) > now) return session;
  return { ...session, expiresAt: now + lifespan };
}

function bareSessionJson(context: Context, session: Session): JsonObject {
  const identity = context.store.identities.find(session.identityId);
  const now = context.now();
  return sessionJson(context.config(), session, null, {
    now,
    isActive: identity !== undefined && isActive(session, identity, now),
  });
}

/** The identity within a list of its own sessions: Kratos leaves out the address of the schema there. */
function listedIdentityJson(context: Context, identity: Identity): JsonObject {
  return { ...withoutAddresses(publicIdentityJson(context.config(), identity)), schema_url: "" };
}

function withoutAddresses(json: JsonObject): JsonObject {
  const { verifiable_addresses: _verifiable, recovery_addresses: _recovery, ...rest } = json;
  return rest;
}

function readActiveFilter(query: URLSearchParams): SessionFilter {
  const flag = readFlag(query, "active");
  if (flag === undefined) return "all";
  return flag ? "active" : "inactive";
}

function readExpand(query: URLSearchParams): Set<Expandable> {
  return new Set(
    query.getAll("expand").map((name) => {
      const lower = name.toLowerCase();
      if (lower === "identity" || lower === "devices") return lower;
      throw badRequest(`${JSON.stringify(name)} cannot be expanded; "identity" and "devices" can.`);
    }),
  );
}

function encodeCursor({ issuedAt, id }: SessionCursor): string {
  const createdAt = new Date(issuedAt)
    .toISOString()
    .replace("T", " ")
    .replace(/\.?0*Z$/, "");
  return Buffer.from(`id=${id}/created_at=${createdAt}`).toString("base64").replace(/=+$/, "");
}

function readCursor(token: string): SessionCursor {
  if (token === "") return FIRST_CURSOR;
  const parts = new Map(
    Buffer.from(token, "base64")
      .toString()
      .split("/")
      .map((part) => {
        const at = part.indexOf("=");
        return [part.slice(0, at), part.slice(at + 1)];
      }),
  );
  const id = parts.get("id") ?? "";
  const issuedAt = Date.parse(`${(parts.get("created_at") ?? "").replace(" ", "T")}Z`);
  if (!isUuid(id) || Number.isNaN(issuedAt)) throw invalidPageToken();
  return { id, issuedAt };
}
