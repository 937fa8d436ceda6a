import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it, vi } from "vitest";
import { FlowMessages } from "./flow-messages";
import { error, info } from "./testing/nodes";

vi.mock("@/lib/i18n/locale", () => import("@/tests/english"));

const render = (messages: Parameters<typeof FlowMessages>[0]["messages"]) =>
  renderToStaticMarkup(<FlowMessages messages={messages} />);

describe("FlowMessages", () => {
  it("announces errors as an alert and the rest as status", () => {
    const html = render([info(1080003), error(4070006)]);
    expect(html).toMatch(/role="alert".*ui\/message\/4070006.*role="status".*ui\/message\/1080003/s);
  });

  it("says a message once, however often the service has it", () => {
    expect(render([error(4070006), error(4070006)]).match(/ui\/message\/4070006/g)).toHaveLength(1);
  });

  it("says different things under one number, with one test id", () => {
    const html = render([
      error(4000001, { reason: "first" }),
      { ...error(4000001, { reason: "second" }), text: "other" },
    ]);
    expect(html).toContain("first");
    expect(html).toContain("second");
    expect(html.match(/ui\/message\/4000001/g)).toHaveLength(1);
  });

  it("renders nothing where there is nothing to say", () => {
    expect(render(undefined)).toBe("");
  });
});
