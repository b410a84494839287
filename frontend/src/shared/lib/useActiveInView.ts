import { type RefObject, useEffect, useRef } from "react";

/** Scrolls a row of tabs, wider than a phone, to the one that is open. */
export function useActiveInView<T extends HTMLElement>(active: string): RefObject<T | null> {
  const row = useRef<T>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tab is another place to scroll to
  useEffect(() => {
    const open = row.current?.querySelector<HTMLElement>("[data-status=active]");
    if (row.current && open) {
      row.current.scrollLeft = open.offsetLeft - (row.current.clientWidth - open.clientWidth) / 2;
    }
  }, [active]);
  return row;
}
