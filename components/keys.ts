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
  if (makesKey.test(name) && button.form?.reportValidity() === false) return;
  if (!run(name, onPress)) pressed = name;
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
