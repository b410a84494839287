import { Store } from "@/shared/lib/store";

/** Whether the keyboard cheat sheet is open; the menu, the palette and `?` all open it. */
export const sheet = new Store(false);

export function openSheet(isOpen: boolean): void {
  sheet.update(() => isOpen);
}
