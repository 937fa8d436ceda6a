import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it, vi } from "vitest";
import { FlowMessages } from "./flow-messages";
import { error } from "./testing/nodes";

vi.mock("@/lib/i18n/locale", () => {
  const german = Object.assign(Promise.resolve("de"), { status: "fulfilled", value: "de" });
  return { getLocale: () => german };
});

const render = (reason: string) =>
  renderToStaticMarkup(<FlowMessages messages={[error(4000001, { reason })]} />);

describe("a message with words that are not ours", () => {
  it("says the error of a provider in the visitor's language, and nothing in the provider's", () => {
    const html = render('It failed because the OpenID Provider returned error "access_denied": User said no');
    expect(html).toContain("Sie haben beim anderen Dienst nicht zugestimmt");
    expect(html).not.toContain("User said no");
    expect(html).not.toContain("returned error");
  });

  it("quotes a provider whose error it does not know, in a language that nobody knows", () => {
    const html = render('Acme returned error "on_hold": <b>Bientôt</b>');
    expect(html).toContain("(on_hold)");
    expect(html).toMatch(/<blockquote lang="" dir="auto"[^>]*>&lt;b&gt;Bientôt&lt;\/b&gt;<\/blockquote>/);
  });

  it("says of a removal that it would leave no way in", () => {
    const html = render("The key cannot go: it would lock you out of your account.");
    expect(html).toContain("Nur so können Sie sich anmelden");
    expect(html).not.toContain("lock you out");
  });

  it("quotes the service's English where it has no number for it", () => {
    const html = render("There are no new backup codes.");
    expect(html).toContain("Das hat nicht geklappt");
    expect(html).toMatch(/<blockquote lang="en"[^>]*>There are no new backup codes\.<\/blockquote>/);
  });
});
