import { Store } from "@/shared/lib/store";

/**
 * Whether the search stands open, what it starts with, and the conversation that it stays inside of; the list, the
 * keys, the palette and the thread all open it.
 */
export const searching = new Store<{ text: string; inside: string | null } | null>(null);

export function openSearch(text = "", inside: string | null = null): void {
  searching.update(() => ({ text, inside }));
}

export function closeSearch(): void {
  searching.update(() => null);
}
