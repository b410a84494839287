import { cn } from "@/shared/lib/cn";

export function LabelDot({ colour, className }: { colour: string; className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={cn("size-2 shrink-0 rounded-full", className)}
      style={{ background: colour }}
    />
  );
}

/** The colour is a dot, so that any colour leaves the name readable in both themes. */
export function LabelTag({ name, colour, className }: { name: string; colour: string; className?: string }) {
  return (
    <span
      className={cn(
        "inline-flex max-w-28 min-w-0 items-center gap-1 rounded-full border bg-surface px-1.5 text-[11px] leading-[18px] text-ink-2",
        className,
      )}
    >
      <LabelDot colour={colour} className="size-1.5" />
      <span className="truncate">{name}</span>
    </span>
  );
}
