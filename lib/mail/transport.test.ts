// Mails over real SMTP, to a server of this process, and into a dev inbox.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { simpleParser, type ParsedMail } from "mailparser";
import { SMTPServer } from "smtp-server";
import { afterEach, describe, expect, it } from "vitest";
import { renderMail } from "./mail";
import { openTransport, withId } from "./transport";

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

const rendered = renderMail({
  to: "ada@people.example",
  locale: "ar",
  subject: "تغيّرت كلمة مرورك",
  parts: [{ as: "text", text: "مرحبًا" }],
});
const post = withId(rendered);

interface Received {
  mail: ParsedMail;
  to: string[];
}

/** @param refusal  an SMTP code that each recipient is answered with */
async function startSmtp(refusal?: number) {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo: ({ address }, _, done) => {
      if (refusal === undefined) done();
      else done(Object.assign(new Error(`no mail for ${address}`), { responseCode: refusal }));
    },
    onData: (stream, { envelope }, done) => {
      void simpleParser(stream).then((mail) => {
        received.push({ mail, to: envelope.rcptTo.map(({ address }) => address) });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  stops.push(() => new Promise((resolve) => server.close(() => resolve(undefined))));
  const { port } = server.server.address() as AddressInfo;
  const deliver = openTransport({
    kind: "smtp",
    from: { name: "Foyer", address: "hello@foyer.example" },
    server: {
      host: "127.0.0.1",
      port,
      isImplicitTls: false,
      isPlain: true,
      verifiesCertificate: true,
      serverName: undefined,
      auth: undefined,
    },
  });
  return { deliver, received };
}

describe("a mail by SMTP", () => {
  it("arrives as text and HTML, from the sender, to the one reader", async () => {
    const { deliver, received } = await startSmtp();
    expect(await deliver(post)).toEqual({ kind: "delivered" });
    const [{ mail, to } = { mail: undefined, to: [] }] = received;
    expect(to).toEqual(["ada@people.example"]);
    expect(mail?.from?.text).toBe('"Foyer" <hello@foyer.example>');
    expect(mail?.subject).toBe("تغيّرت كلمة مرورك");
    expect(mail?.text?.trim()).toBe("مرحبًا");
    expect(mail?.html).toContain('dir="rtl"');
    expect(mail?.headers.get("auto-submitted")).toBe("auto-generated");
    expect(mail?.messageId).toBe(`<${post.id}@foyer.example>`);
  });

  it("goes to one address, whatever is written in it", async () => {
    const { deliver, received } = await startSmtp();
    for (const to of [
      "ada@people.example, eve@people.example",
      "ada@people.example\r\nRCPT TO:<eve@people.example>",
    ]) {
      await deliver(withId({ ...rendered, to }));
    }
    expect(received.flatMap(({ to }) => to)).not.toContain("eve@people.example");
  });

  it.each([
    [451, false],
    [550, true],
  ])("that is refused with %i is told by the code alone, final: %s", async (code, isFinal) => {
    const { deliver } = await startSmtp(code);
    const delivery = await deliver(post);
    expect(delivery).toMatchObject({ kind: "failed", isFinal });
    expect(delivery.kind === "failed" && delivery.problem).toMatch(new RegExp(`^\\w+ ${code}$`));
    expect(JSON.stringify(delivery)).not.toContain("people.example");
  });

  it("is kept for another attempt where nobody listens", async () => {
    const { deliver } = await startSmtp();
    await Promise.all(stops.splice(0).map((stop) => stop()));
    expect(await deliver(post)).toEqual({ kind: "failed", problem: "ESOCKET", isFinal: false });
  });
});

describe("a mail into the dev inbox", () => {
  async function startInbox(status: number) {
    const bodies: unknown[] = [];
    const server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        bodies.push(JSON.parse(body));
        response.writeHead(status).end("{}");
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    stops.push(async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
    const { port } = server.address() as AddressInfo;
    return { deliver: openTransport({ kind: "inbox", url: `http://127.0.0.1:${port}/messages` }), bodies };
  }

  it("is put there as JSON", async () => {
    const { deliver, bodies } = await startInbox(201);
    expect(await deliver(post)).toEqual({ kind: "delivered" });
    const { to: recipient, subject, text, html } = rendered;
    expect(bodies).toEqual([{ recipient, subject, text, html }]);
  });

  it.each([
    [400, true],
    [503, false],
  ])("that is answered with %i has failed, final: %s", async (status, isFinal) => {
    const { deliver } = await startInbox(status);
    expect(await deliver(post)).toEqual({ kind: "failed", problem: String(status), isFinal });
  });
});
