import { cn } from "@/shared/lib/cn";

/** The mark: a P whose bowl is a speech bubble. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 32 32" className={cn("size-9", className)}>
      <rect width="32" height="32" rx="9.5" fill="#8a2f52" />
      <path
        d="M10 25.5V15a6.4 6.4 0 1 1 6.4 6.4H14"
        fill="none"
        stroke="#fff6ee"
        strokeWidth="3.2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <circle cx="16.4" cy="15" r="2" fill="#f2a97e" />
    </svg>
  );
}

export function Logo({ className }: { className?: string }) {
  return (
    <span
      className={cn(
        "inline-flex items-center gap-2.5 text-xl font-semibold tracking-[-0.03em] text-ink",
        className,
      )}
    >
      <LogoMark />
      Parlor
    </span>
  );
}
