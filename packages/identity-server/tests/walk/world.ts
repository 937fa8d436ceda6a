// The world of a walk: who there is, what was handed out to whom, and the requests that everybody makes.
import { vi } from "vitest";
import { answerCeremony, type Keys } from "../../../../tests/contract/lib/authenticator.js";
import type { JsonObject } from "../../src/json.js";
import type { Setup } from "./config.js";
import { asText, createBrowser, type Answer, type Browser, type Request } from "./http.js";
import type {
  Account,
  Credential,
  Departure,
  Flow,
  Key,
  Secret,
  Session,
  Signature,
  Tally,
} from "./model.js";
import { nodeValue } from "./nodes.js";
import { counts, isGood } from "./rules.js";
import { startServer, type WalkServer } from "./server.js";
import { Wire } from "./wire.js";

/** Numbers of a browser and of an address, as actions draw them. */
export interface Newcomer {
  browser: number;
  who: number;
}

export class World {
  /** Those that every action may take, then those of newcomers. */
  readonly browsers: Browser[];
  readonly emails = ["ada@walk.example", "ben@walk.example", "cleo@walk.example"];
  /** Everybody there ever was; of those with one address, the last counts. */
  readonly accounts: Account[] = [];
  readonly sessions: Session[] = [];
  readonly credentials: Credential[] = [];
  readonly flows: Flow[] = [];
  readonly secrets: Secret[] = [];
  readonly departures: Departure[] = [];
  /** Every key there ever was. */
  readonly keys: Key[] = [];
  readonly signatures: Signature[] = [];
  readonly setup: Setup;
  readonly server: WalkServer;
  readonly tally: Tally;
  readonly wire: Wire;
  private readonly authenticator: Keys = new Map();
  private counter = 0;
  private turn = 0;

  private constructor(server: WalkServer, setup: Setup, tally: Tally) {
    this.server = server;
    this.setup = setup;
    this.tally = tally;
    this.wire = new Wire(() => server.crash());
    this.browsers = ["Ada's", "Ben's", "Cleo's"].map((owner) => this.newBrowser(owner));
  }

  static async open(setup: Setup, tally: Tally): Promise<World> {
    return new World(await startServer(setup), setup, tally);
  }

  get now(): number {
    return Date.now();
  }

  /** Only what a walk does moves its clock. */
  wait(ms: number): void {
    vi.setSystemTime(Date.now() + ms);
  }

  /** Somebody who was never here, with a browser of their own. */
  welcome(): Newcomer {
    this.counter += 1;
    const name = `person-${String(this.counter)}`;
    this.browsers.push(this.newBrowser(`${name}'s`));
    this.emails.push(`${name}@walk.example`);
    return { browser: this.browsers.length - 1, who: this.emails.length - 1 };
  }

  /** One more browser of somebody who is here. */
  another({ who }: Newcomer): Newcomer {
    this.browsers.push(this.newBrowser(`another of ${this.emails[who] ?? ""}'s`));
    return { browser: this.browsers.length - 1, who };
  }

  private newBrowser(owner: string): Browser {
    return createBrowser(`${owner} browser`, this.wire.send);
  }

  account(email: string): Account | undefined {
    return this.accounts.findLast((account) => account.email === email && account.state !== "deleted");
  }

  addAccount(id: string, email: string, known: Partial<Account>): Account {
    const account: Account = {
      id,
      email,
      password: undefined,
      formerPasswords: [],
      state: "active",
      isVerified: false,
      totp: undefined,
      backupCodes: [],
      keys: [],
      passkeys: [],
      subjects: new Set(),
      ...known,
    };
    this.accounts.push(account);
    return account;
  }

  /** Counts what is done in turns. */
  nextTurn(): number {
    this.turn += 1;
    return this.turn;
  }

  newPassword(): string {
    this.counter += 1;
    return `walk-${String(this.counter)}-qzxvkjw`;
  }

  /** A new key answers the options of a form. */
  makeKey(options: string): { name: string; answer: string } {
    this.counter += 1;
    const name = `key-${String(this.counter)}`;
    const step = { step: "", key: name, does: "create" as const, options: "", keep: "" };
    return { name, answer: answerCeremony(step, options, this.authenticator) };
  }

  /** A key signs for a form. */
  sign(key: Key, flow: Flow, options: string): Signature {
    const step = { step: "", key: key.name, does: "sign" as const, options: "", keep: "" };
    const signature = { key, flow, answer: answerCeremony(step, options, this.authenticator) };
    this.signatures.push(signature);
    return signature;
  }

  /** As the forms of settings name a key. */
  formIdOf(key: Key): string {
    return this.authenticator.get(key.name)?.id.toString("hex") ?? "";
  }

  public(path: string): string {
    return `${this.server.publicUrl}${path}`;
  }

  admin(method: string, path: string, json?: JsonObject | JsonObject[]): Promise<Answer> {
    return this.wire.send(`${this.server.adminUrl}/admin${path}`, { method, ...(json && { json }) });
  }

  /** Without a browser. @param path of the public API */
  send(path: string, request?: Request): Promise<Answer> {
    return this.wire.send(this.public(path), request);
  }

  /** Whose session this browser holds, where it counts. */
  sessionOf(browser: Browser): Session | undefined {
    const value = browser.session();
    const credential = this.credentials.find(
      ({ headers }) => value !== undefined && headers.cookie?.endsWith(`=${value}`),
    );
    return credential && isGood(this, credential) ? credential.session : undefined;
  }

  /** Ends the sessions of an account. @param but that one is left */
  endSessions(account: Account, but?: Session): void {
    for (const session of this.sessions) {
      if (session.account === account && session !== but) session.isLive = false;
    }
  }

  counts(session: Session): boolean {
    return counts(this, session);
  }

  isGood(credential: Credential): boolean {
    return isGood(this, credential);
  }

  /** @returns undefined where the server refuses to start one */
  async start(
    browser: Browser,
    kind: Flow["kind"],
    { isRefresh = false, isSecond = false } = {},
  ): Promise<Flow | undefined> {
    const session = this.sessionOf(browser);
    const query = new URLSearchParams({
      ...(isRefresh && { refresh: "true" }),
      ...(isSecond && { aal: "aal2" }),
    });
    const { status, body } = await browser.send(
      this.public(`/self-service/${kind}/browser?${query.toString()}`),
    );
    if (status !== 200) return undefined;
    return this.addFlow(browser, kind, body, {
      isRefresh: isRefresh && session !== undefined,
      isSecond,
      owner: kind === "settings" ? session?.account : undefined,
    });
  }

  /** Remembers a flow that the server has begun for this browser. */
  addFlow(browser: Browser, kind: Flow["kind"], body: JsonObject, known: Partial<Flow>): Flow {
    const flow: Flow = {
      kind,
      id: asText(body.id),
      csrfToken: nodeValue(body, "csrf_token") ?? "",
      csrf: browser.csrf(),
      startedAt: this.now,
      isOver: false,
      isRefresh: false,
      isSecond: false,
      owner: undefined,
      tries: 0,
      hasSent: body.state === "sent_email",
      shownEmail: undefined,
      pending: undefined,
      ...known,
    };
    this.flows.push(flow);
    return flow;
  }

  /** The flow as this browser sees it. @returns undefined where it may not */
  async show(browser: Browser, flow: Pick<Flow, "kind" | "id">): Promise<JsonObject | undefined> {
    const { status, body } = await browser.send(
      this.public(`/self-service/${flow.kind}/flows?id=${flow.id}`),
    );
    return status === 200 ? body : undefined;
  }

  submit(browser: Browser, flow: Flow, fields: JsonObject): Promise<Answer> {
    return browser.send(this.public(`/self-service/${flow.kind}?flow=${flow.id}`), {
      json: { csrf_token: this.tokenOf(browser) ?? flow.csrfToken, ...fields },
    });
  }

  /** What forms prove to be this browser's with: any form of its own has it, also for the flow of another. */
  private tokenOf(browser: Browser): string | undefined {
    return this.flows.findLast(({ csrf }) => csrf !== undefined && csrf === browser.csrf())?.csrfToken;
  }

  /** The same several times at once. */
  submitAtOnce(browser: Browser, flow: Flow, fields: JsonObject, times: number): Promise<Answer[]> {
    return Promise.all(Array.from({ length: times }, () => this.submit(browser, flow, fields)));
  }
}
