/** The applications that a person has given access to, as an OAuth2 server (Ory Hydra) keeps them; and taking that back. */
import "server-only";
import { z } from "zod";
import { pagingOf } from "@/lib/admin/paging";
import { type AdminResult, adminResult } from "@/lib/ory/admin";
import type { Visitor } from "@/lib/request";
import { MAX_CLIENT_NAME_LENGTH } from "./application";
import { askOAuth2, oauth2Api, tellOAuth2 } from "./server";

export interface ConnectedApplication {
  clientId: string;
  /** As it calls itself; "" where it doesn't. */
  name: string;
  /** Addresses that it has given of itself: http or https, and nobody has checked them. */
  website: string | undefined;
  policy: string | undefined;
  terms: string | undefined;
  /** All that it was given, whenever that was. */
  scopes: string[];
  audience: string[];
  /** When it was given something last. RFC 3339. */
  givenAt: string | undefined;
  /** It doesn't ask again for what it was given. */
  isRemembered: boolean;
  /** The server marks it as one of this house: nobody is asked for it. */
  isOfThisHouse: boolean;
}

export interface ConnectedApplications {
  /** The one that was given something last comes first. */
  applications: ConnectedApplication[];
  /** False where the server keeps more than is read here. */
  isWhole: boolean;
}

/** The server keeps no longer ids of clients. */
export const clientIdShape = z.string().min(1).max(255);

const texts = z
  .array(z.string())
  .nullish()
  .transform((list) => list ?? []);
/** An address that a link may lead to; anything else, such as a `javascript:` of a client that registered itself, is left out. */
const address = z
  .url({ protocol: /^https?$/ })
  .optional()
  .catch(undefined);

const consentShape = z.looseObject({
  grant_scope: texts,
  grant_access_token_audience: texts,
  remember: z.boolean().nullish(),
  handled_at: z.string().nullish(),
  consent_request: z.looseObject({
    client: z.looseObject({
      client_id: z.string().min(1),
      client_name: z.string().nullish(),
      client_uri: address,
      policy_uri: address,
      tos_uri: address,
      skip_consent: z.boolean().nullish(),
    }),
  }),
});
const pageShape = z.array(consentShape);
type Consent = z.infer<typeof consentShape>;

/** What fits into one answer: each consent holds its whole client and request. */
const PAGE_SIZE = 100;
/** More consents than a person gives; the rest can be read once some of these are taken back. */
const MAX_PAGES = 20;

/**
 * All pages are read before anything is shown: the server lists consents one by one and in no order, several to a client
 * (one for each time that somebody was asked), so that a page of it is no page of applications.
 *
 * @param subject  the person, by their identity's id
 */
export async function connectedApplications(
  subject: string,
  visitor: Visitor,
): Promise<AdminResult<ConnectedApplications>> {
  const consents: Consent[] = [];
  let pageToken: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const result = await consentsFrom(pageToken, subject, visitor);
    if (result.kind !== "ok") return result;
    consents.push(...result.value.consents);
    pageToken = result.value.next;
    if (pageToken === undefined) break;
  }
  return { kind: "ok", value: { applications: byClient(consents), isWhole: pageToken === undefined } };
}

async function consentsFrom(
  pageToken: string | undefined,
  subject: string,
  visitor: Visitor,
): Promise<AdminResult<{ consents: Consent[]; next: string | undefined }>> {
  const operation = "list consents";
  let next: string | undefined;
  const result = await askOAuth2(operation, visitor, async (options) => {
    const answer = await oauth2Api().listOAuth2ConsentSessions(
      { subject, pageSize: PAGE_SIZE, pageToken },
      options,
    );
    next = pagingOf(answer).next;
    return answer;
  });
  return adminResult(operation, visitor, result, (body) => {
    const consents = pageShape.safeParse(body).data;
    return consents && { consents, next };
  });
}

function byClient(consents: readonly Consent[]): ConnectedApplication[] {
  const found = new Map<string, ConnectedApplication>();
  // The newest first: what a client says of itself now counts.
  for (const consent of consents.toSorted((one, other) => momentOf(other) - momentOf(one))) {
    const { client } = consent.consent_request;
    const known = found.get(client.client_id);
    found.set(client.client_id, {
      ...(known ?? {
        clientId: client.client_id,
        name: (client.client_name ?? "").slice(0, MAX_CLIENT_NAME_LENGTH),
        website: client.client_uri,
        policy: client.policy_uri,
        terms: client.tos_uri,
        givenAt: consent.handled_at ?? undefined,
        isOfThisHouse: client.skip_consent === true,
      }),
      scopes: [...new Set([...(known?.scopes ?? []), ...consent.grant_scope])],
      audience: [...new Set([...(known?.audience ?? []), ...consent.grant_access_token_audience])],
      isRemembered: known?.isRemembered === true || consent.remember === true,
    });
  }
  return [...found.values()];
}

const momentOf = ({ handled_at: at }: Consent) => Date.parse(at ?? "") || 0;

/**
 * Takes all back that a person has given one application: the consents, remembered or not, and the access and refresh
 * tokens that came of them. One that was given nothing is no error.
 *
 * @param subject  the person, by their identity's id
 */
export async function takeAccessBack(
  subject: string,
  clientId: string,
  visitor: Visitor,
): Promise<AdminResult<"done">> {
  const operation = "revoke consents of a client";
  const result = await tellOAuth2(operation, visitor, (options) =>
    oauth2Api().revokeOAuth2ConsentSessions({ subject, client: clientId }, options),
  );
  return adminResult(operation, visitor, result, () => "done" as const);
}

/** Likewise for all applications; the server forgets too that the person is signed in with it. */
export async function takeAllAccessBack(subject: string, visitor: Visitor): Promise<AdminResult<"done">> {
  const operation = "revoke all consents";
  const result = await tellOAuth2(operation, visitor, (options) =>
    oauth2Api().revokeOAuth2ConsentSessions({ subject, all: true }, options),
  );
  const revoked = adminResult(operation, visitor, result, () => "done" as const);
  if (revoked.kind !== "ok") return revoked;
  const signOut = "revoke sign-ins";
  const signedOut = await tellOAuth2(signOut, visitor, (options) =>
    oauth2Api().revokeOAuth2LoginSessions({ subject }, options),
  );
  return adminResult(signOut, visitor, signedOut, () => "done" as const);
}
