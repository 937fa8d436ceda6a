import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { simpleParser, type ParsedMail } from "mailparser";
import pino from "pino";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { loadConfig, type Config } from "../config/index.js";
import { createHttpClient } from "../outgoing/client.js";
import { openStore, type Store } from "../store/index.js";
import { openCourier, type Courier, type CourierOptions } from "./courier.js";
import type { Mail } from "./mail.js";

const log = pino({ level: "silent" });

let folder: string;
let store: Store;
const closing: (() => Promise<void>)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "foyer-courier-"));
  store = openStore(":memory:");
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  await store.close();
  rmSync(folder, { recursive: true });
});

function configWith(env: Record<string, string>, isDev = true): Config {
  const file = join(folder, "kratos.yml");
  writeFileSync(
    file,
    `{ dsn: memory, selfservice: { default_browser_return_url: "http://localhost:3000/" },
       identity: { default_schema_id: person, schemas: [{ id: person, url: "file://person.json" }] },
       courier: { worker: { pull_wait: 5ms }, smtp: { from_address: hello@foyer.example, from_name: Foyer, headers: { X-Fork: mine } } } }`,
  );
  return loadConfig({ files: [file], env: { SECRETS_DEFAULT_0: "0123456789abcdef", ...env }, isDev });
}

async function open(config: Config, options: Partial<CourierOptions> = {}): Promise<Courier> {
  const courier = await openCourier({
    config: () => config,
    store,
    log,
    http: createHttpClient(() => config),
    now: Date.now,
    ...options,
  });
  closing.push(() => courier.close());
  return courier;
}

async function startMailServer(options: SMTPServerOptions = {}) {
  const received: { mail: ParsedMail; to: string[] }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onData: (stream, session, callback) => {
      simpleParser(stream).then(
        (mail) => {
          received.push({ mail, to: session.envelope.rcptTo.map((recipient) => recipient.address) });
          callback();
        },
        (error: unknown) => {
          callback(error instanceof Error ? error : new Error(String(error)));
        },
      );
    },
    ...options,
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  closing.push(
    () =>
      new Promise((resolve) => {
        server.close(resolve);
      }),
  );
  const address = server.server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { received, uri: `smtp://127.0.0.1:${String(port)}/?disable_starttls=true`, port };
}

const recovery: Mail = {
  type: "recovery_code_valid",
  to: "ann@example.org",
  values: {
    recovery_code: "012345",
    identity: { id: "1", traits: { email: "ann@example.org" } },
    request_url: "http://localhost/self-service/recovery/browser",
    transient_payload: {},
    expires_in_minutes: 15,
  },
};

const toPhone: Mail = { ...recovery, to: "+4917612345642", channel: "sms" };

const queue = (courier: Courier, mail: Mail = recovery) => store.write(() => courier.insert(mail));
const statusOf = (id: string) => store.messages.find(id)?.status;
const dueAgainAt = { backoffMs: () => 0 };

describe("the courier", () => {
  it("sends a queued mail by SMTP, as text and HTML", async () => {
    const { received, uri } = await startMailServer();
    const courier = await open(configWith({ COURIER_SMTP_CONNECTION_URI: uri }));
    courier.start();
    const id = await queue(courier);
    await vi.waitFor(() => expect(statusOf(id)).toBe("sent"));

    const [{ mail, to } = { mail: undefined, to: [] }] = received;
    expect(to).toEqual(["ann@example.org"]);
    expect(mail?.from?.value).toEqual([{ name: "Foyer", address: "hello@foyer.example" }]);
    expect(mail?.subject).toContain("012345");
    expect(mail?.text).toContain("012345");
    expect(mail?.html).toContain("<strong>012345</strong>");
    expect(mail?.headers.get("x-fork")).toBe("mine");
    expect(mail?.messageId).toBe(`<${id}@foyer.example>`);
    expect(store.messages.dispatches(id)).toMatchObject([{ status: "success", error: {} }]);
  });

  it("queues nothing when the write that causes it fails", async () => {
    const courier = await open(configWith({}));
    const failed = store.write(() => {
      courier.insert(recovery);
      throw new Error("no");
    });
    await expect(failed).rejects.toThrow("no");
    expect(store.messages.list({ limit: 10 })).toEqual([]);
  });

  it("keeps mails that nobody delivers", async () => {
    const courier = await open(configWith({}));
    const id = await queue(courier);
    expect(store.messages.find(id)).toMatchObject({
      status: "queued",
      sendCount: 0,
      recipient: "ann@example.org",
    });
  });

  it("takes mails as delivered to the dev inbox when no server is named", async () => {
    const courier = await open(configWith({}));
    courier.start();
    const id = await queue(courier);
    await vi.waitFor(() => expect(statusOf(id)).toBe("sent"));
    expect(store.messages.find(id)?.body).toContain("012345");
  });

  it("queues a message to a phone, which has a text alone", async () => {
    const id = await queue(await open(configWith({})), toPhone);
    expect(store.messages.find(id)).toMatchObject({
      channel: "sms",
      recipient: "+4917612345642",
      subject: "",
      html: "",
    });
    expect(store.messages.find(id)?.body).toContain("012345");
  });

  it("takes a message to a phone as delivered to the dev inbox when nothing is named", async () => {
    const courier = await open(configWith({}));
    courier.start();
    const id = await queue(courier, toPhone);
    await vi.waitFor(() => expect(statusOf(id)).toBe("sent"));
    expect(store.messages.find(id)?.body).toContain("012345");
  });

  it("gives up a message to a phone where no channel is configured", async () => {
    const { received, uri } = await startMailServer();
    const courier = await open(
      configWith({ COURIER_SMTP_CONNECTION_URI: uri, COURIER_MESSAGE_RETRIES: "0" }),
    );
    courier.start();
    const id = await queue(courier, toPhone);
    await vi.waitFor(() => expect(statusOf(id)).toBe("abandoned"));
    expect(received).toEqual([]);
    const [dispatch] = store.messages.dispatches(id);
    expect(JSON.stringify(dispatch?.error)).toContain("courier.channels");
  });

  it("forgets what a mail said once it is out, except in development", async () => {
    const { received, uri } = await startMailServer();
    const courier = await open(configWith({ COURIER_SMTP_CONNECTION_URI: uri }, false));
    courier.start();
    const id = await queue(courier);
    await vi.waitFor(() => expect(statusOf(id)).toBe("sent"));
    expect(received).toHaveLength(1);
    expect(store.messages.find(id)).toMatchObject({ subject: "", body: "", html: "", templateData: {} });
  });

  it("tries again what failed for the moment", async () => {
    let refusals = 2;
    const { received, uri } = await startMailServer({
      onRcptTo: (_address, _session, callback) => {
        callback(refusals-- > 0 ? Object.assign(new Error("try later"), { responseCode: 451 }) : undefined);
      },
    });
    const courier = await open(configWith({ COURIER_SMTP_CONNECTION_URI: uri }), dueAgainAt);
    courier.start();
    const id = await queue(courier);
    await vi.waitFor(() => expect(statusOf(id)).toBe("sent"), { timeout: 5000 });
    expect(received).toHaveLength(1);
    expect(store.messages.find(id)?.sendCount).toBe(3);
    const dispatches = store.messages.dispatches(id).map((dispatch) => dispatch.status);
    expect(dispatches.sort()).toEqual(["failed", "failed", "success"]);
  });

  it("waits longer after each failure", async () => {
    let now = 1_000_000;
    const waits: number[] = [];
    const backoffMs = (attempt: number) => {
      waits.push(attempt);
      return attempt * 60_000;
    };
    const config = configWith({ COURIER_SMTP_CONNECTION_URI: "smtp://127.0.0.1:1/?disable_starttls=true" });
    const courier = await open(config, { backoffMs, now: () => now });
    courier.start();
    const id = await queue(courier);
    await vi.waitFor(() => expect(statusOf(id)).toBe("queued"));
    await vi.waitFor(() => expect(waits).toEqual([1]));
    expect(store.messages.hasDue(now)).toBe(false);
    now += 60_000;
    await vi.waitFor(() => expect(waits).toEqual([1, 2]));
    expect(store.messages.find(id)?.sendCount).toBe(2);
  });

  it("gives up after the configured number of retries", async () => {
    const env = {
      COURIER_SMTP_CONNECTION_URI: "smtp://127.0.0.1:1/?disable_starttls=true",
      COURIER_MESSAGE_RETRIES: "2",
    };
    const courier = await open(configWith(env), dueAgainAt);
    courier.start();
    const id = await queue(courier);
    await vi.waitFor(() => expect(statusOf(id)).toBe("abandoned"), { timeout: 5000 });
    expect(store.messages.find(id)?.sendCount).toBe(3);
    expect(store.messages.dispatches(id)[0]?.error).toMatchObject({
      code: 500,
      message: expect.stringContaining("ECONNREFUSED") as string,
    });
  });

  it("gives up at once when the server will never take the mail", async () => {
    const { uri } = await startMailServer({
      onRcptTo: (_address, _session, callback) => {
        callback(Object.assign(new Error("no such mailbox"), { responseCode: 550 }));
      },
    });
    const courier = await open(configWith({ COURIER_SMTP_CONNECTION_URI: uri }), dueAgainAt);
    courier.start();
    const id = await queue(courier);
    await vi.waitFor(() => expect(statusOf(id)).toBe("abandoned"));
    expect(store.messages.find(id)?.sendCount).toBe(1);
  });

  it("takes up what a process left that died while sending", async () => {
    let now = 1_000_000;
    const config = configWith({});
    const first = await open(config, { now: () => now });
    const id = await queue(first);
    await store.write(() => store.messages.claim(now, now + 60_000, 10));
    const second = await open(config, { now: () => now });
    second.start();
    expect(statusOf(id)).toBe("processing");
    now += 60_000;
    await vi.waitFor(() => expect(statusOf(id)).toBe("sent"));
  });

  it("demands STARTTLS unless it is switched off", async () => {
    const { received, port } = await startMailServer();
    const courier = await open(
      configWith({
        COURIER_SMTP_CONNECTION_URI: `smtp://127.0.0.1:${String(port)}/`,
        COURIER_MESSAGE_RETRIES: "0",
      }),
      dueAgainAt,
    );
    courier.start();
    const id = await queue(courier);
    await vi.waitFor(() => expect(statusOf(id)).toBe("abandoned"));
    expect(received).toEqual([]);
  });

  it("signs in to the server, over TLS", async () => {
    const signedIn: unknown[] = [];
    const { received, port } = await startMailServer({
      secure: true,
      authOptional: false,
      onAuth: (auth, _session, callback) => {
        signedIn.push(auth.username, auth.password);
        callback(null, { user: "us" });
      },
    });
    const uri = `smtps://us%40er:pa%3Ass@127.0.0.1:${String(port)}/?skip_ssl_verify=true`;
    const courier = await open(configWith({ COURIER_SMTP_CONNECTION_URI: uri }));
    courier.start();
    const id = await queue(courier);
    await vi.waitFor(() => expect(statusOf(id)).toBe("sent"));
    expect(signedIn).toEqual(["us@er", "pa:ss"]);
    expect(received).toHaveLength(1);
  });

  it("does not trust a certificate that nobody vouches for", async () => {
    const { received, port } = await startMailServer({ secure: true });
    const env = {
      COURIER_SMTP_CONNECTION_URI: `smtps://127.0.0.1:${String(port)}/`,
      COURIER_MESSAGE_RETRIES: "0",
    };
    const courier = await open(configWith(env), dueAgainAt);
    courier.start();
    const id = await queue(courier);
    await vi.waitFor(() => expect(statusOf(id)).toBe("abandoned"));
    expect(received).toEqual([]);
  });

  it("does not let a recipient's address name a second one", async () => {
    const { received, uri } = await startMailServer();
    const courier = await open(
      configWith({ COURIER_SMTP_CONNECTION_URI: uri, COURIER_MESSAGE_RETRIES: "0" }),
      dueAgainAt,
    );
    courier.start();
    const id = await queue(courier, { ...recovery, to: "ann@example.org, eve@example.org" });
    await vi.waitFor(() => expect(["sent", "abandoned"]).toContain(statusOf(id)));
    expect(received.flatMap((mail) => mail.to)).not.toContain("eve@example.org");
  });
});

describe("deferred work", () => {
  it("is done after the answer, and before the server ends", async () => {
    const courier = await open(configWith({}));
    const done: string[] = [];
    courier.defer(async () => {
      done.push("work");
    });
    expect(done).toEqual([]);
    await courier.close();
    expect(done).toEqual(["work"]);
  });

  it("may fail", async () => {
    const courier = await open(configWith({}));
    courier.defer(() => Promise.reject(new Error("no")));
    await expect(courier.close()).resolves.toBeUndefined();
  });
});

describe("mail templates", () => {
  const write = (file: string, text: string) => {
    const place = join(folder, "mail", "recovery_code", "valid");
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, file), text);
    return join(place, file);
  };
  const own = () => ({ COURIER_TEMPLATE_OVERRIDE_PATH: join(folder, "mail") });
  const messageOf = async (courier: Courier) => store.messages.find(await queue(courier));

  it("of a fork stand in for the built-in ones, file by file", async () => {
    write("email.subject.gotmpl", "Code {{ .RecoveryCode }}\n");
    write("email.body.gotmpl", '<p title="{{ .To }}">{{ .RecoveryCode }}</p>');
    const message = await messageOf(await open(configWith(own())));
    expect(message).toMatchObject({ subject: "Code 012345", html: '<p title="ann@example.org">012345</p>' });
    expect(message?.body).toContain("valid for 15 minutes");
  });

  it("may call others of the same folder, one for each language", async () => {
    write(
      "email.body.plaintext.gotmpl",
      '{{ if eq .TransientPayload.lang "de" }}{{ template "email.body.plaintext.de.gotmpl" . }}{{ else }}Hello{{ end }}',
    );
    write("email.body.plaintext.de.gotmpl", "Hallo {{ .To }}");
    const courier = await open(configWith(own()));
    const german: Mail = { ...recovery, values: { ...recovery.values, transient_payload: { lang: "de" } } };
    expect((await messageOf(courier))?.body).toBe("Hello");
    expect(store.messages.find(await queue(courier, german))?.body).toBe("Hallo ann@example.org");
  });

  it("for phones are a fork's own as well, in a file or by address", async () => {
    const bodyOf = async (env: Record<string, string>) =>
      store.messages.find(await queue(await open(configWith(env)), toPhone))?.body;
    const text = Buffer.from("{{ .RecoveryCode }} by address").toString("base64");
    const byAddress = {
      COURIER_TEMPLATES_RECOVERY_CODE_VALID_EMAIL_SUBJECT: `base64://${text}`,
      COURIER_TEMPLATES_RECOVERY_CODE_VALID_SMS_BODY_PLAINTEXT: `base64://${text}`,
    };
    write("sms.body.gotmpl", "{{ .RecoveryCode }} for {{ .To }}");
    expect(await bodyOf(own())).toBe("012345 for +4917612345642");
    expect(await bodyOf(byAddress)).toBe("012345 by address");
  });

  it("can be given by address", async () => {
    const text = Buffer.from("{{ .RecoveryCode }} by address").toString("base64");
    const env = { COURIER_TEMPLATES_RECOVERY_CODE_VALID_EMAIL_SUBJECT: `base64://${text}` };
    expect((await messageOf(await open(configWith(env))))?.subject).toBe("012345 by address");
  });

  it("with a fault stop the start, with file and line", async () => {
    write("email.body.gotmpl", "<p>\n{{ .VerificationCode }}</p>");
    await expect(open(configWith(own()))).rejects.toThrow(
      /recovery_code\/valid\/email\.body\.gotmpl:2: there is no field \.VerificationCode; there are: \.To/,
    );
  });

  it("that can't take the values give way to the built-in ones", async () => {
    write("email.subject.gotmpl", "{{ .Identity.traits.name.first | upper }}");
    expect((await messageOf(await open(configWith(own()))))?.subject).toContain("012345");
  });

  it("are read again in development when they change, unless they have a fault then", async () => {
    const file = write("email.subject.gotmpl", "First");
    const courier = await open(configWith(own()));
    expect((await messageOf(courier))?.subject).toBe("First");
    const change = (text: string, second: number) => {
      writeFileSync(file, text);
      utimesSync(file, second, second);
    };
    change("Second", 1000);
    expect((await messageOf(courier))?.subject).toBe("Second");
    change("{{ .Nope }}", 2000);
    expect((await messageOf(courier))?.subject).toBe("Second");
  });
});
