"use client";
/**
 * All of the browser's script: the same pages feel better with it and work without it. It listens on the document, knows
 * elements by their attributes only, and renders nothing.
 */
import { useEffect } from "react";
import { driveKeys } from "./keys";

export function Enhance() {
  useEffect(enhance, []);
  return null;
}

function enhance() {
  const stop = new AbortController();
  const on = <K extends keyof DocumentEventMap>(type: K, listener: (event: DocumentEventMap[K]) => void) =>
    document.addEventListener(type, listener, { signal: stop.signal });

  for (const element of all("[data-scripted]")) {
    // Clipboard and keys are there on https and on this machine only.
    const isUsable =
      (element.dataset.copy === undefined || "clipboard" in navigator) &&
      (element.dataset.needsKeys === undefined || "PublicKeyCredential" in window);
    element.dataset.scripted = isUsable ? "ready" : "unusable";
  }
  for (const strip of all("[data-scrolls]")) showCurrent(strip);
  showLocalTimes();
  // A server action changes the page without loading it anew.
  const watch = new MutationObserver(showLocalTimes);
  watch.observe(document.body, { childList: true, subtree: true });
  (
    document.querySelector<HTMLElement>("[aria-invalid]") ??
    document.querySelector<HTMLElement>("[data-errors]")
  )?.focus();

  on("click", (event) => closeMenus(event.target));
  on("focusin", (event) => closeMenus(event.target));
  on("keydown", (event) => {
    if (event.key === "Escape") closeMenus(null);
  });
  on("click", (event) => {
    const button =
      event.target instanceof Element &&
      event.target.closest<HTMLButtonElement>("[data-reveal], [data-copy], [data-print]");
    if (!button) return;
    if (button.dataset.copy !== undefined) void copy(button);
    else if (button.dataset.print !== undefined) window.print();
    else toggleReveal(button);
  });
  on("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (form.matches("[data-theme-form]")) return switchTheme(event, form);
    if (form.matches("[data-flow-form]")) markBusy(event, form);
  });
  driveKeys(stop.signal);
  on("input", (event) => mirror(event.target));
  on("paste", pasteCode);
  // A page that comes back from the browser's cache is ready to be sent again.
  window.addEventListener("pageshow", () => all("[data-busy]").forEach(clearBusy), { signal: stop.signal });
  return () => {
    stop.abort();
    watch.disconnect();
  };
}

function all<E extends HTMLElement = HTMLElement>(selector: string): E[] {
  return [...document.querySelectorAll<E>(selector)];
}

/** Closes every open menu that `target` is not in; a menu that had the focus gives it back to what opened it. */
function closeMenus(target: EventTarget | null) {
  for (const menu of all<HTMLDetailsElement>("details[data-menu][open]")) {
    if (target instanceof Node && menu.contains(target)) continue;
    const hadFocus = menu.contains(document.activeElement);
    menu.open = false;
    if (hadFocus) menu.querySelector("summary")?.focus();
  }
}

/** Brings the marked link of a strip that scrolls sideways to its middle. */
function showCurrent(strip: HTMLElement) {
  const link = strip.querySelector("[aria-current]")?.getBoundingClientRect();
  const frame = strip.getBoundingClientRect();
  if (link) strip.scrollLeft += link.x + link.width / 2 - (frame.x + frame.width / 2);
}

function showLocalTimes() {
  for (const time of all<HTMLTimeElement>("time[data-local]:not([data-shown])")) showInLocalTime(time);
}

function showInLocalTime(time: HTMLTimeElement) {
  const withTime = time.dataset.local === "time";
  time.dataset.shown = "";
  time.textContent = new Date(time.dateTime).toLocaleString(document.documentElement.lang, {
    dateStyle: "medium",
    ...(withTime && { timeStyle: "short" }),
  });
}

function toggleReveal(button: HTMLButtonElement) {
  const input = document.getElementById(button.getAttribute("aria-controls") ?? "");
  if (!(input instanceof HTMLInputElement)) return;
  const isShown = input.type === "password";
  input.type = isShown ? "text" : "password";
  button.ariaPressed = String(isShown);
  button.textContent = (isShown ? button.dataset.on : button.dataset.off) ?? "";
}

async function copy(button: HTMLButtonElement) {
  await navigator.clipboard.writeText(button.dataset.copy ?? "");
  const label = button.querySelector("span");
  if (label) label.textContent = button.dataset.done ?? "";
}

function markBusy(event: SubmitEvent, form: HTMLFormElement) {
  if (form.dataset.busy) return event.preventDefault();
  form.dataset.busy = "true";
  form.ariaBusy = "true";
  event.submitter?.setAttribute("data-pressed", "");
  // What was shown is sent as a password all the same, and not kept as text by the browser.
  for (const button of form.querySelectorAll<HTMLButtonElement>("[data-reveal][aria-pressed=true]")) {
    toggleReveal(button);
  }
}

function clearBusy(form: HTMLElement) {
  delete form.dataset.busy;
  form.ariaBusy = null;
  form.querySelector("[data-pressed]")?.removeAttribute("data-pressed");
}

/** The theme changes in place; the server is told, so that the next page has it from the start. */
function switchTheme(event: SubmitEvent, form: HTMLFormElement) {
  event.preventDefault();
  const pressed = event.submitter as HTMLButtonElement;
  const body = new FormData(form, pressed);
  const root = document.documentElement;
  if (pressed.value === "system") delete root.dataset.theme;
  else root.dataset.theme = pressed.value;
  for (const button of form.querySelectorAll("button")) button.ariaPressed = String(button === pressed);
  // The browser's own frame goes along.
  for (const frame of all<HTMLMetaElement>("meta[name=theme-color]")) {
    frame.media = "";
    frame.content = getComputedStyle(root).backgroundColor;
  }
  void fetch(form.action, {
    method: "POST",
    body: new URLSearchParams([...body] as [string, string][]),
    redirect: "manual",
  });
}

/** One address typed once: forms that ask for the same thing share it. */
function mirror(source: EventTarget | null) {
  if (!(source instanceof HTMLInputElement) || source.type === "password" || source.type === "checkbox")
    return;
  if (!/^(identifier|traits\.)/.test(source.name)) return;
  for (const input of all<HTMLInputElement>(`input[name="${CSS.escape(source.name)}"]`)) {
    if (input !== source && input.type !== "hidden") input.value = source.value;
  }
}

/** A code pasted whole, with whatever spaces came along, is sent at once. */
function pasteCode(event: ClipboardEvent) {
  const input = event.target;
  if (!(input instanceof HTMLInputElement) || !input.dataset.code) return;
  const code = event.clipboardData?.getData("text").replace(/[\s-]/g, "") ?? "";
  if (!/^\d{4,10}$/.test(code)) return;
  event.preventDefault();
  input.value = code;
  const submit = input.form?.querySelector<HTMLButtonElement>("button[type=submit]:not(:disabled)");
  if (code.length === 6) input.form?.requestSubmit(submit);
}
