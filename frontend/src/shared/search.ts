import { Store } from "@/shared/lib/store";

/** Whether the search stands open and what it starts with; the list, the keys and the palette all open it. */
export const searching = new Store<{ text: string } | null>(null);

export function openSearch(text = ""): void {
  searching.update(() => ({ text }));
}

export function closeSearch(): void {
  searching.update(() => null);
}
