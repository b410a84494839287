import { cn } from "@/shared/lib/cn";

export function Key({ children, tone = "plain" }: { children: string; tone?: "plain" | "inverse" }) {
  return (
    <kbd
      className={cn(
        "inline-grid min-w-5 place-items-center rounded-md border px-1.5 py-px font-sans text-[11px] font-medium",
        tone === "plain" ? "border-line-strong bg-sunken text-ink-2" : "border-current/30",
      )}
    >
      {children}
    </kbd>
  );
}
