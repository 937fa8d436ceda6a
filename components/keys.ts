/**
 * Passkeys and security keys. A flow's nodes name what is to run, on a press or once the form is there; the functions of
 * these names are in the service's script, which comes from this origin. Names that are not known run nothing.
 */
const onPress = new Set([
  "oryPasskeyLogin",
  "oryPasskeyRegistration",
  "oryPasskeySettingsRegistration",
  "oryWebAuthnLogin",
  "oryWebAuthnRegistration",
]);
const onceShown = new Set(["oryPasskeyLoginAutocompleteInit"]);

/** Those that make a key: the form is filled in first, for the key is made under the name that it holds. */
const makesKey = /Registration$/;

/** Pressed before the service's script was there. */
let pressed: string | undefined;

export function driveKeys(signal: AbortSignal) {
  document.addEventListener("click", press, { signal });
  // The script says when it is there; it may have been quicker than this one.
  window.addEventListener("oryWebAuthnInitialized", startPressedOrShown, { signal });
  startShown();
}

function startPressedOrShown() {
  if (pressed === undefined) startShown();
  else run(pressed, onPress);
  pressed = undefined;
}

function press({ target }: Event) {
  const button = target instanceof Element && target.closest<HTMLButtonElement>("button[data-trigger]");
  if (!button) return;
  const name = button.dataset.trigger ?? "";
  if (makesKey.test(name) && button.form && !isFilledIn(button.form)) return;
  if (!run(name, onPress)) pressed = name;
}

/** Whether the form can be sent. Fields that it borrows are filled in at another form, and taken over from there. */
function isFilledIn(form: HTMLFormElement): boolean {
  for (const name of form.dataset.borrows?.split(" ") ?? []) {
    const lender = document.querySelector<HTMLInputElement>(
      `:is(input:not([type=hidden]), select)[name="${CSS.escape(name)}"]`,
    );
    if (!lender) continue;
    if (!lender.reportValidity()) return false;
    borrow(form, lender);
  }
  return form.reportValidity();
}

function borrow(form: HTMLFormElement, { name, type, value, checked }: HTMLInputElement) {
  const field =
    form.querySelector<HTMLInputElement>(`input[name="${CSS.escape(name)}"]`) ??
    form.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name }));
  field.value = type === "checkbox" ? String(checked) : value;
}

function startShown() {
  for (const field of document.querySelectorAll<HTMLElement>("[data-onload-trigger]")) {
    run(field.dataset.onloadTrigger ?? "", onceShown);
  }
}

/** @returns whether there was such a function */
function run(name: string, known: ReadonlySet<string>): boolean {
  const start: unknown = known.has(name) ? Reflect.get(window, name) : undefined;
  if (typeof start !== "function") return false;
  Reflect.apply(start, window, []);
  return true;
}
