/** The inputs for an identity's traits, as its schema wants them. */
import { Checkbox } from "@/components/ui/checkbox";
import { CheckboxField, Field, inputStyle } from "@/components/ui/field";
import type { TraitField } from "@/lib/forms/trait-fields";

interface TraitInputsProps {
  fields: readonly TraitField[];
  /** The fields' contents, by name. */
  texts: Readonly<Record<string, string>>;
}

export function TraitInputs({ fields, texts }: TraitInputsProps) {
  return fields.map((field) => <TraitInput key={field.name} field={field} text={texts[field.name]} />);
}

function TraitInput({ field, text }: { field: TraitField; text: string | undefined }) {
  const { name, label, description, isRequired, input } = field;
  const messages =
    description === undefined ? [] : [{ id: `${name}-about`, text: description, tone: "info" as const }];
  const shared = {
    id: name,
    name,
    "aria-describedby": messages[0]?.id,
    className: inputStyle({}),
  };
  const isLeftToRight = input.kind === "text" && ["email", "tel", "url"].includes(input.type);
  if (input.kind === "boolean") {
    return (
      <CheckboxField id={name} label={label} messages={messages}>
        <Checkbox
          id={name}
          name={name}
          value="true"
          defaultChecked={text === "true"}
          aria-describedby={messages[0]?.id}
        />
      </CheckboxField>
    );
  }
  return (
    <Field id={name} label={isRequired ? `${label} *` : label} messages={messages}>
      {control()}
    </Field>
  );

  function control() {
    switch (input.kind) {
      case "choice":
        return (
          <select {...shared} required={isRequired} defaultValue={text ?? ""}>
            <option value="" />
            {input.options.map((option) => (
              <option key={option}>{option}</option>
            ))}
          </select>
        );
      case "lines":
      case "json":
        return (
          <textarea
            {...shared}
            required={isRequired}
            rows={input.kind === "json" ? 6 : 3}
            defaultValue={text}
            spellCheck={false}
            dir={input.kind === "json" ? "ltr" : undefined}
          />
        );
      case "number":
        return (
          <input
            {...shared}
            type="number"
            required={isRequired}
            step={input.isInteger ? 1 : "any"}
            min={input.min}
            max={input.max}
            defaultValue={text}
          />
        );
      case "text":
        return (
          <input
            {...shared}
            type={input.type}
            dir={isLeftToRight ? "ltr" : undefined}
            className={inputStyle({ isLeftToRight })}
            required={isRequired}
            pattern={input.pattern}
            minLength={input.minLength}
            maxLength={input.maxLength}
            step={input.type === "datetime-local" ? "any" : undefined}
            autoComplete="off"
            defaultValue={text}
          />
        );
      case "boolean":
        return null;
    }
  }
}
