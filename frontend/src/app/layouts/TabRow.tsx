import { useLocation } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useActiveInView } from "@/shared/lib/useActiveInView";

/** The looks of a link in a TabRow. */
export const TAB =
  "-mb-px inline-flex min-h-11 items-center border-b-2 border-transparent px-3 text-sm font-medium whitespace-nowrap text-ink-2 transition-colors hover:text-ink data-[status=active]:border-primary data-[status=active]:text-primary";

/** Tabs of a page, one `<li>` with a link each: every tab is an address, so "back" and bookmarks work. */
export function TabRow({ label, children }: { label: string; children: ReactNode }) {
  const row = useActiveInView<HTMLElement>(useLocation().pathname);
  return (
    <nav
      ref={row}
      aria-label={label}
      className="relative -mx-4 mb-6 overflow-x-auto border-b px-4 md:mx-0 md:px-0"
    >
      <ul className="flex gap-1">{children}</ul>
    </nav>
  );
}
