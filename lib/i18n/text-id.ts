/** Ids that come from outside: a method's name, a state, the number of an error. */
import { en } from "./en";

/** The ids of all texts, by their place. */
export const ids = en;

/**
 * Whether a name is the id of a text. Only then may it be looked up: names such as "constructor" are none.
 *
 * @param place  where it would stand, as `ids.methods`
 */
export function isTextId<T extends object>(place: T, name: string | undefined): name is keyof T & string {
  return name !== undefined && Object.hasOwn(place, name);
}
