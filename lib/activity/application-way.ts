/** The name of an application among the ways of a security event, which are separated by spaces: `application:The%20shop`. */

const PREFIX = "application:";

/** @param name  as the application calls itself, "" where it doesn't; what is half a character is left out */
export function applicationWay(name: string): string {
  return `${PREFIX}${encodeURIComponent(name.replace(/\p{Surrogate}/gu, ""))}`;
}

/** @returns the name; undefined for a way that is no application */
export function applicationOfWay(way: string): string | undefined {
  return way.startsWith(PREFIX) ? decodeURIComponent(way.slice(PREFIX.length)) : undefined;
}
