/** What a flow has to say as a whole: errors are announced at once, the rest politely. */
import type { UiText } from "@ory/client";
import { Notice, type Tone } from "@/components/ui/notice";
import { Quotation } from "@/components/ui/quotation";
import { useToldMessage } from "@/lib/i18n";

export function FlowMessages({ messages = [] }: { messages?: readonly UiText[] | undefined }) {
  const distinct = withoutRepeats(messages);
  const errors = distinct.filter(({ type }) => type === "error");
  const others = distinct.filter(({ type }) => type !== "error");
  return (
    <>
      {errors.length > 0 && (
        <div role="alert" tabIndex={-1} data-errors className="grid gap-3">
          {errors.map((message, index) => (
            <MessageNotice key={index} message={message} isFirst={isFirstOfId(errors, index)} />
          ))}
        </div>
      )}
      {others.length > 0 && (
        <div role="status" className="grid gap-3">
          {others.map((message, index) => (
            <MessageNotice key={index} message={message} isFirst={isFirstOfId(others, index)} />
          ))}
        </div>
      )}
    </>
  );
}

function MessageNotice({ message, isFirst }: { message: UiText; isFirst: boolean }) {
  const { text, quotation } = useToldMessage()(message);
  return (
    <Notice tone={toneOf(message)} {...(isFirst && { testId: `ui/message/${message.id}` })}>
      {text}
      {quotation && <Quotation {...quotation} className="mt-2 border-current" />}
    </Notice>
  );
}

function toneOf({ type }: UiText): Tone {
  return type === "error" || type === "success" ? type : "info";
}

/** Verification adds to the messages it has, so one may come twice. */
function withoutRepeats(messages: readonly UiText[]): UiText[] {
  const seen = new Set<string>();
  return messages.filter(({ id, text }) => {
    const key = `${id} ${text}`;
    return !seen.has(key) && seen.add(key);
  });
}

const isFirstOfId = (messages: readonly UiText[], index: number) =>
  messages.findIndex(({ id }) => id === messages[index]?.id) === index;
