/** How an identity is named to the person it is of, whatever traits its schema has. */
import type { Identity } from "@ory/client";

type Traits = Record<string, unknown>;

const text = (value: unknown) =>
  typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;

function traitsOf(identity: Identity | undefined): Traits {
  const traits: unknown = identity?.traits;
  return typeof traits === "object" && traits !== null ? (traits as Traits) : {};
}

/** The name a person goes by: `name`, `name.first` and `name.last`, or a username; undefined where there is none. */
export function personName(identity: Identity | undefined): string | undefined {
  const traits = traitsOf(identity);
  const name = traits["name"];
  if (typeof name === "object" && name !== null) {
    const { first, last } = name as Traits;
    const parts = [text(first), text(last)].filter((part) => part !== undefined);
    if (parts.length > 0) return parts.join(" ");
  }
  return text(name) ?? text(traits["username"]);
}

/** What greets a person: the first name where there is one. */
export function firstName(identity: Identity | undefined): string | undefined {
  const name = traitsOf(identity)["name"];
  if (typeof name === "object" && name !== null)
    return text((name as Traits)["first"]) ?? personName(identity);
  return personName(identity);
}

/** The address that an account is known by. */
export function personAddress(identity: Identity | undefined): string | undefined {
  const traits = traitsOf(identity);
  return text(traits["email"]) ?? identity?.verifiable_addresses?.[0]?.value ?? text(traits["phone"]);
}

/** One or two letters in place of a picture. */
export function initials(identity: Identity | undefined): string {
  const words = (personName(identity) ?? personAddress(identity) ?? "?").split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  // A phone's number begins with a sign that says nothing.
  return letters.map((word) => /[\p{L}\p{N}?]/u.exec(word ?? "")?.[0].toUpperCase() ?? "").join("");
}
