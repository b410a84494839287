import { useRef } from "react";

type Keyed = { id: string };

/**
 * Keep rows where they are while somebody aims at them: while `isHeld`, known rows keep their order and
 * newcomers wait (`waiting` says how many); on release everything falls into its true place.
 */
export function useSteadyOrder<T extends Keyed>(items: readonly T[], isHeld: boolean, scope: string) {
  const order = useRef<{ scope: string; ids: string[] }>({ scope, ids: [] });
  if (!isHeld || order.current.scope !== scope || order.current.ids.length === 0) {
    order.current = { scope, ids: items.map((item) => item.id) };
    return { shown: items, waiting: 0 };
  }
  const byId = new Map(items.map((item) => [item.id, item]));
  const known = order.current.ids.flatMap((id) => byId.get(id) ?? []);
  const knownIds = new Set(order.current.ids);
  const newcomers = items.filter((item) => !knownIds.has(item.id));
  const lastKnown = items.findLastIndex((item) => knownIds.has(item.id));
  // Rows below the last known one are the next page, not news: they may be appended at once.
  const appended = newcomers.filter((item) => items.indexOf(item) > lastKnown);
  order.current.ids.push(...appended.map((item) => item.id));
  return { shown: [...known, ...appended], waiting: newcomers.length - appended.length };
}
