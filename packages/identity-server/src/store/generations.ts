// What was used lately, up to a number: what is not asked for leaves first.

export interface Generations<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  delete(key: string): void;
  deleteWhere(matches: (value: Value) => boolean): void;
  clear(): void;
}

/**
 * Two maps: the younger one takes what is new or asked for; when it has its half of all, the older one is dropped whole.
 * That costs nothing with each use, as keeping an order would.
 *
 * @param most how many values are kept
 */
export function createGenerations<Value>(most: number): Generations<Value> {
  let younger = new Map<string, Value>();
  let older = new Map<string, Value>();

  function set(key: string, value: Value): void {
    if (younger.size >= most / 2) {
      older = younger;
      younger = new Map();
    }
    younger.set(key, value);
  }

  return {
    get: (key) => {
      const known = younger.get(key);
      if (known !== undefined) return known;
      const aged = older.get(key);
      if (aged === undefined) return undefined;
      older.delete(key);
      set(key, aged);
      return aged;
    },
    set,
    delete: (key) => {
      younger.delete(key);
      older.delete(key);
    },
    deleteWhere: (matches) => {
      for (const values of [younger, older]) {
        for (const [key, value] of values) if (matches(value)) values.delete(key);
      }
    },
    clear: () => {
      younger.clear();
      older.clear();
    },
  };
}
