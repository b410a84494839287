import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";

/** The other way, folded until somebody asks for it. */
export function ByHand({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="group rounded-2xl border">
      <summary className="flex min-h-12 list-none items-center justify-between gap-3 rounded-2xl px-4 text-sm font-medium [&::-webkit-details-marker]:hidden">
        {title}
        <ChevronDown
          aria-hidden="true"
          className="size-4 shrink-0 text-ink-3 transition-transform group-open:rotate-180"
        />
      </summary>
      <div className="px-4 pt-1 pb-4">{children}</div>
    </details>
  );
}
