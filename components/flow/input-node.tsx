/** An input that a person fills in, with its label and messages. */
import type { TextareaHTMLAttributes } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { CheckboxField, Field, describedBy, inputStyle } from "@/components/ui/field";
import { PasswordInput } from "@/components/ui/password-input";
import { useMessageText, useTranslations } from "@/lib/i18n";
import { LIST_HINT, MOMENT_HINT, momentText } from "@/lib/forms/own-hints";
import type { TraitField } from "@/lib/forms/trait-fields";
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

interface ControlProps extends InputNodeProps {
  /** The id of what the schema says about the field. */
  aboutId: string | undefined;
}

export function InputNodeView({ placed, context }: InputNodeProps) {
  const { node, id, messages } = placed;
  const { name, required, disabled, type } = node.attributes;
  const say = useMessageText();
  const t = useTranslations("flow");
  const testId = `node/input/${name}`;
  const isNewPassword = context.kind === "settings" && name === "password";
  const label = isNewPassword ? t("newPassword") : nodeLabel(node, say);

  const description = context.traits.get(name)?.description;
  const aboutId = `${id}-about`;
  const about = description === undefined ? undefined : { id: aboutId, text: description };
  if (type === "checkbox") {
    return (
      <CheckboxField id={id} label={label} about={about} messages={messages} testId={testId}>
        <CheckboxControl placed={placed} context={context} aboutId={about?.id} />
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
      about={about}
      messages={messages}
      testId={testId}
    >
      <Control placed={placed} context={context} aboutId={about?.id} />
    </Field>
  );
  return isForKeys ? <div {...onceKeysWork}>{shown}</div> : shown;
}

function Control({ placed, context, aboutId }: ControlProps) {
  const { node, id, messages } = placed;
  const { name, type, required, disabled, pattern, maxlength, options } = node.attributes;
  const t = useTranslations("flow");
  const hints = fieldHints(node);
  const tied = describedBy(messages, aboutId === undefined ? [] : [aboutId]);
  const trait = context.traits.get(name)?.input;
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

  const choices = options?.map((option) => valueText(option.value) ?? "") ?? choicesOf(trait);
  if (choices.length > 0) {
    return (
      <select {...shared}>
        {!required && <option value="">{t("choose")}</option>}
        {choices.map((value) => (
          <option key={value}>{value}</option>
        ))}
      </select>
    );
  }
  if (trait?.kind === "lines") return <ListControl {...shared} node={node} hint={t("oneALine")} />;

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
  const moment = type === "datetime-local" && {
    defaultValue: shared.defaultValue && momentText(shared.defaultValue),
  };
  const input = (
    <input
      {...typed}
      {...moment}
      type={type}
      inputMode={hints.inputMode}
      {...boundsOf(trait)}
      step={type === "number" ? (trait?.kind === "number" && trait.isInteger ? 1 : "any") : undefined}
      data-code={hints.isOneTimeCode || undefined}
      autoFocus={hints.isOneTimeCode && context.kind !== "settings" && !tied["aria-invalid"]}
    />
  );
  if (!moment) return input;
  return (
    <>
      <input type="hidden" name={MOMENT_HINT} value={name} />
      {input}
    </>
  );
}

type Trait = TraitField["input"] | undefined;

const choicesOf = (trait: Trait) => (trait?.kind === "choice" ? trait.options : []);

/** What the schema bounds and the node does not say. */
function boundsOf(trait: Trait) {
  if (trait?.kind === "number") return { min: trait.min, max: trait.max };
  return trait?.kind === "text" ? { minLength: trait.minLength } : {};
}

/** A list of texts, one a line: it needs no script, and any number fits. */
function ListControl({
  node,
  hint,
  defaultValue,
  ...shared
}: TextareaHTMLAttributes<HTMLTextAreaElement> & { node: InputNode; hint: string }) {
  const { value } = node.attributes;
  // An array is no text: what stands in the field by itself was typed there.
  const text =
    Array.isArray(value) && !defaultValue
      ? value.map((each) => valueText(each) ?? "").join("\n")
      : String(defaultValue ?? "");
  return (
    <>
      <input type="hidden" name={LIST_HINT} value={shared.name} />
      <textarea
        {...shared}
        rows={Math.max(3, text.split("\n").length + 1)}
        placeholder={hint}
        defaultValue={text}
      />
    </>
  );
}

function CheckboxControl({ placed: { node, id, messages }, context, aboutId }: ControlProps) {
  const { name, required, disabled, value } = node.attributes;
  const typed = context.typed[name];
  return (
    <>
      {/* A box that is not ticked is not sent, and a trait that is not sent is removed: of two values the last one counts. */}
      <input type="hidden" name={name} value="false" disabled={disabled || undefined} />
      <Checkbox
        id={id}
        name={name}
        value="true"
        required={required}
        disabled={disabled || undefined}
        defaultChecked={typed === undefined ? value === true || value === "true" : typed === "true"}
        {...describedBy(messages, aboutId === undefined ? [] : [aboutId])}
      />
    </>
  );
}
