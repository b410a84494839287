import { Store } from "@/shared/lib/store";

/** The rows that are ticked; `isAll` means everything that the list shows, loaded or not. */
export type Selection = { ids: ReadonlySet<string>; anchor: string | null; isAll: boolean };

const NOTHING: Selection = { ids: new Set(), anchor: null, isAll: false };

export const selection = new Store<Selection>(NOTHING);

export function clearSelection(): void {
  selection.update(() => NOTHING);
}

export function selectEverything(): void {
  selection.update((held) => ({ ...held, isAll: true }));
}

export function toggled(held: Selection, id: string): Selection {
  const ids = new Set(held.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ids, anchor: id, isAll: false };
}

/** Everything between the row that was ticked last and this one, in the order on the screen. */
export function extended(held: Selection, id: string, order: readonly string[]): Selection {
  const from = held.anchor === null ? -1 : order.indexOf(held.anchor);
  const to = order.indexOf(id);
  if (from < 0 || to < 0) return toggled(held, id);
  const range = order.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { ids: new Set([...held.ids, ...range]), anchor: held.anchor, isAll: false };
}

export function toggleRow(id: string): void {
  selection.update((held) => toggled(held, id));
}

export function extendTo(id: string, order: readonly string[]): void {
  selection.update((held) => extended(held, id, order));
}
