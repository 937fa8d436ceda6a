// What a walk knows: who there is, what was handed out to whom, and what must be true of it.
import { vi } from "vitest";
import { isJsonObject, type JsonObject } from "../../src/json.js";
import { lifespans, type Proof } from "./config.js";
import { asText, createBrowser, send, type Answer, type Browser } from "./http.js";
import { startServer, type WalkServer } from "./server.js";

export interface Account {
  id: string;
  email: string;
  password: string;
  formerPasswords: string[];
  state: "active" | "inactive" | "deleted";
  isVerified: boolean;
}

export interface Session {
  id: string;
  account: Account;
  aal: "aal1" | "aal2";
  /** False once it was revoked. */
  isLive: boolean;
  authenticatedAt: number;
  expiresAt: number;
}

/** A cookie or token that was handed out. It is kept for good: a dead one must stay dead. */
export interface Credential {
  headers: Record<string, string>;
  session: Session;
  /** `replaced`: another token took its place when the session rose. */
  state: "good" | "replaced";
}

export interface Flow {
  kind: "login" | "registration" | "recovery" | "verification" | "settings";
  id: string;
  csrfToken: string;
  /** The cookie that it was started with. */
  csrf: string | undefined;
  startedAt: number;
  /** A successful submission ends it. */
  isOver: boolean;
  isRefresh: boolean;
  /** Of settings: whose. */
  owner: Account | undefined;
  /** Of codes. */
  tries: number;
}

/** A code or link that was sent. */
export interface Secret {
  kind: "recovery" | "verification";
  flow: Flow;
  account: Account;
  /** The code, or the link's address. */
  value: string;
  isUsed: boolean;
  /** A newer one of the same flow takes its place. */
  isReplaced: boolean;
  sentAt: number;
}

/** What the visitor's session cookie must be after a submission. */
export type Expected =
  | { kind: "unchanged" }
  | { kind: "new"; account: Account; aal: Session["aal"] }
  | { kind: "raised"; session: Session; aal: Session["aal"] }
  | { kind: "reissued"; session: Session };

/** What came to pass, and how often: a walk in which nothing works would find nothing. */
export class Tally {
  readonly counts = new Map<string, number>();

  note(event: string): void {
    this.counts.set(event, (this.counts.get(event) ?? 0) + 1);
  }
}

export class World {
  readonly browsers = ["Ada's", "Ben's", "Cleo's"].map((owner) => createBrowser(`${owner} browser`));
  readonly emails = ["ada@walk.example", "ben@walk.example", "cleo@walk.example"];
  /** Everybody there ever was; of those with one address, the last counts. */
  readonly accounts: Account[] = [];
  readonly sessions: Session[] = [];
  readonly credentials: Credential[] = [];
  readonly flows: Flow[] = [];
  readonly secrets: Secret[] = [];
  readonly proof: Proof;
  readonly server: WalkServer;
  readonly tally: Tally;
  private counter = 0;

  private constructor(server: WalkServer, proof: Proof, tally: Tally) {
    this.server = server;
    this.proof = proof;
    this.tally = tally;
  }

  static async open(proof: Proof, tally: Tally): Promise<World> {
    return new World(await startServer(proof), proof, tally);
  }

  get now(): number {
    return Date.now();
  }

  /** Only what a walk does moves its clock. */
  wait(ms: number): void {
    vi.setSystemTime(Date.now() + ms);
  }

  account(email: string): Account | undefined {
    return this.accounts.findLast((account) => account.email === email && account.state !== "deleted");
  }

  newPassword(): string {
    this.counter += 1;
    return `walk-${String(this.counter)}-qzxvkjw`;
  }

  public(path: string): string {
    return `${this.server.publicUrl}${path}`;
  }

  admin(method: string, path: string, json?: JsonObject | JsonObject[]): Promise<Answer> {
    return send(`${this.server.adminUrl}/admin${path}`, { method, ...(json && { json }) });
  }

  isGood({ session, state }: Credential): boolean {
    return state === "good" && this.counts(session);
  }

  counts(session: Session): boolean {
    return session.isLive && session.account.state === "active" && this.now < session.expiresAt;
  }

  /** Whose session this browser holds, where it counts. */
  sessionOf(browser: Browser): Session | undefined {
    const value = browser.session();
    const credential = this.credentials.find(
      ({ headers }) => value !== undefined && headers.cookie?.endsWith(`=${value}`),
    );
    return credential && this.isGood(credential) ? credential.session : undefined;
  }

  /** Whether this browser may submit the flow. */
  mayUse(browser: Browser, flow: Flow): boolean {
    return (
      browser.csrf() !== undefined && browser.csrf() === flow.csrf && !flow.isOver && !this.isExpired(flow)
    );
  }

  isExpired(flow: Flow): boolean {
    return this.now >= flow.startedAt + lifespans.flow;
  }

  /** @returns undefined where the server refuses to start one */
  async start(
    browser: Browser,
    kind: Flow["kind"],
    options: { isRefresh?: boolean } = {},
  ): Promise<Flow | undefined> {
    const owner = kind === "settings" ? this.sessionOf(browser)?.account : undefined;
    const query = options.isRefresh === true ? "?refresh=true" : "";
    const { status, body } = await browser.send(this.public(`/self-service/${kind}/browser${query}`));
    if (status !== 200) return undefined;
    const flow: Flow = {
      kind,
      id: asText(body.id),
      csrfToken: csrfTokenOf(body),
      csrf: browser.csrf(),
      startedAt: this.now,
      isOver: false,
      isRefresh: options.isRefresh ?? false,
      owner,
      tries: 0,
    };
    this.flows.push(flow);
    return flow;
  }

  submit(browser: Browser, flow: Flow, fields: JsonObject): Promise<Answer> {
    return browser.send(this.public(`/self-service/${flow.kind}?flow=${flow.id}`), {
      json: { csrf_token: flow.csrfToken, ...fields },
    });
  }
}

/** One of a list by a number that may be larger than it. */
export function pick<T>(list: readonly T[], index: number): T | undefined {
  return list.length === 0 ? undefined : list[index % list.length];
}

/** What a walk found to be wrong. */
export class Violation extends Error {
  override readonly name = "Violation";
}

export function demand(isSo: boolean, otherwise: () => string): asserts isSo {
  if (!isSo) throw new Violation(otherwise());
}

export function csrfTokenOf(flow: JsonObject): string {
  const nodes = isJsonObject(flow.ui) && Array.isArray(flow.ui.nodes) ? flow.ui.nodes : [];
  for (const node of nodes) {
    const attributes = isJsonObject(node) ? node.attributes : undefined;
    if (isJsonObject(attributes) && attributes.name === "csrf_token") return asText(attributes.value);
  }
  return "";
}
