/** localStorage that never throws: private windows and full disks simply remember nothing. */
export const stored = {
  get(key: string): string | null {
    try {
      return localStorage.getItem(`parlor.${key}`);
    } catch {
      return null;
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
