/** What this browser remembers of its visit. Private windows may refuse; then it is remembered until reload. */
export class Memory {
  readonly #fallback = new Map<string, string>();

  readonly #key: string;

  constructor(key: string) {
    this.#key = key;
  }

  get(name: string): string {
    try {
      return localStorage.getItem(this.#name(name)) ?? "";
    } catch {
      return this.#fallback.get(name) ?? "";
    }
  }

  set(name: string, value: string) {
    try {
      if (value) localStorage.setItem(this.#name(name), value);
      else localStorage.removeItem(this.#name(name));
    } catch {
      this.#fallback.set(name, value);
    }
  }

  #name(name: string) {
    return `parlor.${this.#key}.${name}`;
  }
}
