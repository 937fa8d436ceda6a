// Finds the handlers of an address. Most requests are for one of a few addresses without parameters, whose handlers are
// the same each time.
import type { Result, Router } from "hono/router";
import { TrieRouter } from "hono/router/trie-router";

export class FixedPathRouter<T> implements Router<T> {
  readonly name = "FixedPathRouter";
  readonly #router = new TrieRouter<T>();
  /** What was found at each path without parameters, by method: bounded by the routes and the methods that Node reads. */
  readonly #found = new Map<string, Map<string, Result<T>>>();

  add(method: string, path: string, handler: T): void {
    this.#router.add(method, path, handler);
    if (!/[:*]/.test(path)) this.#found.set(path, new Map());
    for (const found of this.#found.values()) found.clear();
  }

  match(method: string, path: string): Result<T> {
    const found = this.#found.get(path);
    if (!found) return this.#router.match(method, path);
    let result = found.get(method);
    if (!result) {
      result = this.#router.match(method, path);
      found.set(method, result);
    }
    return result;
  }
}
