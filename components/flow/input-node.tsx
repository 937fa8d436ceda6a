/** An input that a person fills in, with its label and messages. */
import { CheckboxField, Field, describedBy, inputStyle } from "@/components/ui/field";
import { PasswordInput } from "@/components/ui/password-input";
import { useMessageText, useTranslations } from "@/lib/i18n";
import type { FlowContext } from "./flow-context";
import type { PlacedNode } from "./forms";
import { fieldHints, isSecret } from "./field-hints";
import { onceKeysWork } from "./once-keys-work";
import { type InputNode, nodeLabel, valueText } from "./nodes";
import { shownValue } from "./shown-value";

interface InputNodeProps {
  placed: PlacedNode<InputNode>;
  context: FlowContext;
}

export function InputNodeView({ placed, context }: InputNodeProps) {
  const { node, id, messages } = placed;
  const { name, required, disabled, type } = node.attributes;
  const say = useMessageText();
  const t = useTranslations("flow");
  const testId = `node/input/${name}`;
  const isNewPassword = context.kind === "settings" && name === "password";
  const label = isNewPassword ? t("newPassword") : nodeLabel(node, say);

  if (type === "checkbox") {
    return (
      <CheckboxField id={id} label={label} messages={messages} testId={testId}>
        <CheckboxControl placed={placed} context={context} />
      </CheckboxField>
    );
  }
  const isForKeys = name === "webauthn_register_displayname";
  const shown = (
    <Field
      id={id}
      label={label}
      remark={required || disabled || isSecret(node) ? undefined : t("optional")}
      scriptedHint={fieldHints(node).isOneTimeCode ? t("pasteHint") : undefined}
      messages={messages}
      testId={testId}
    >
      <Control placed={placed} context={context} />
    </Field>
  );
  return isForKeys ? <div {...onceKeysWork}>{shown}</div> : shown;
}

function Control({ placed, context }: InputNodeProps) {
  const { node, id, messages } = placed;
  const { name, type, required, disabled, pattern, maxlength, options } = node.attributes;
  const t = useTranslations("flow");
  const hints = fieldHints(node);
  const tied = describedBy(messages);
  const shared = {
    id,
    name,
    required,
    disabled: disabled || undefined,
    defaultValue: shownValue(node, context),
    autoComplete: hints.autoComplete,
    dir: hints.isVerbatim ? "ltr" : undefined,
    ...tied,
    className: inputStyle({
      state: tied["aria-invalid"] ? "invalid" : "valid",
      look: hints.isOneTimeCode ? "code" : "text",
      isLeftToRight: hints.isVerbatim,
    }),
  };

  if (options && options.length > 0) {
    return (
      <select {...shared}>
        {!required && <option value="">{t("choose")}</option>}
        {options.map((option) => {
          const value = valueText(option.value) ?? "";
          return <option key={value}>{value}</option>;
        })}
      </select>
    );
  }

  const typed = {
    ...shared,
    pattern,
    maxLength: maxlength,
    ...(hints.isVerbatim && { autoCapitalize: "none", spellCheck: false }),
  };
  // A flow may carry a password field of type text, where it was added only to carry a message.
  if (type === "password" || name === "password")
    return (
      <PasswordInput
        {...typed}
        texts={{
          show: t("showPassword"),
          hide: t("hidePassword"),
          label: t("showPasswordLabel"),
        }}
      />
    );
  return (
    <input
      {...typed}
      type={type}
      inputMode={hints.inputMode}
      step={type === "number" ? "any" : undefined}
      data-code={hints.isOneTimeCode || undefined}
      autoFocus={hints.isOneTimeCode && context.kind !== "settings" && !tied["aria-invalid"]}
    />
  );
}

function CheckboxControl({ placed: { node, id, messages }, context }: InputNodeProps) {
  const { name, required, disabled, value } = node.attributes;
  const typed = context.typed[name];
  return (
    <>
      {/* A box that is not ticked is not sent, and a trait that is not sent is removed: of two values the last one counts. */}
      <input type="hidden" name={name} value="false" disabled={disabled || undefined} />
      <input
        id={id}
        name={name}
        type="checkbox"
        value="true"
        required={required}
        disabled={disabled || undefined}
        defaultChecked={typed === undefined ? value === true || value === "true" : typed === "true"}
        className="mt-0.5 size-5 shrink-0 accent-accent"
        {...describedBy(messages)}
      />
    </>
  );
}
