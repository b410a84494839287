/** localStorage that never throws: private windows and full disks simply remember nothing. */
export const stored = {
  get(key: string): string | null {
    try {
      return localStorage.getItem(`parlor.${key}`);
    } catch {
      return null;
    }
  },
  /** The names that begin with `prefix`. */
  keys(prefix: string): string[] {
    try {
      const names = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? "");
      return names.filter((name) => name.startsWith(`parlor.${prefix}`)).map((name) => name.slice(7));
    } catch {
      return [];
    }
  },
  set(key: string, value: string | null): void {
    try {
      if (value === null) localStorage.removeItem(`parlor.${key}`);
      else localStorage.setItem(`parlor.${key}`, value);
    } catch {
      // Nothing to do: the choice lasts until the tab is closed.
    }
  },
};
