import { describe, expect, it } from "vitest";
import { brand } from "@/identity/brand";
import { type Mail, renderMail } from "./mail";

const mail: Mail = {
  to: "ada@people.example",
  locale: "en",
  subject: "Your order",
  parts: [
    { as: "text", text: 'It is <on> its "way" & here soon.' },
    { as: "facts", facts: [{ label: "When", value: "tomorrow" }] },
    { as: "button", text: "Follow it", href: "https://app.example/orders?id=1&x=2" },
    { as: "link", text: "All orders", href: "https://app.example/orders" },
    { as: "quiet", text: "Thank you." },
  ],
};

describe("a mail", () => {
  it("says the same as text and as HTML", () => {
    const { text, html } = renderMail(mail);
    expect(text).toBe(
      [
        'It is <on> its "way" & here soon.',
        "When: tomorrow",
        "Follow it:\nhttps://app.example/orders?id=1&x=2",
        "All orders:\nhttps://app.example/orders",
        "Thank you.\n",
      ].join("\n\n"),
    );
    expect(html).toContain("It is &lt;on&gt; its &quot;way&quot; &amp; here soon.");
    expect(html).toContain('href="https://app.example/orders?id=1&amp;x=2"');
    expect(html).toContain(`>${brand.name}</td>`);
    expect(html).toContain("<title>Your order</title>");
  });

  it("leaves nothing of the layout unfilled, and fetches and counts nothing", () => {
    const { html } = renderMail(mail);
    expect(html).not.toMatch(/\[\[|\{\{|undefined/);
    expect(html).not.toMatch(/<img|<script|<link|url\(|src=/);
  });

  it("runs in the direction of its language", () => {
    expect(renderMail({ ...mail, locale: "ar" }).html).toMatch(/<html lang="ar" dir="rtl">[^]*align="right"/);
    expect(renderMail({ ...mail, locale: "ja" }).html).toMatch(/<html lang="ja" dir="ltr">[^]*align="left"/);
  });

  it("has a subject of one line, and a title of its own where one is given", () => {
    const { subject, html } = renderMail({ ...mail, subject: "a\r\nBcc: b@c.example", title: "Hello" });
    expect(subject).toBe("a Bcc: b@c.example");
    expect(html).toContain(">Hello</h1>");
  });
});
