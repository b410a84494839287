import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "@/shared/lib/cn";

const badge = cva(
  "inline-flex items-center gap-1.5 rounded-full px-2.5 py-0.5 text-xs font-medium whitespace-nowrap",
  {
    variants: {
      tone: {
        neutral: "bg-sunken text-ink-2",
        primary: "bg-primary-soft text-primary",
        sage: "bg-sage-soft text-sage",
        honey: "bg-honey-soft text-honey",
        danger: "bg-danger-soft text-danger",
        coral: "bg-coral-soft text-coral",
      },
    },
    defaultVariants: { tone: "neutral" },
  },
);

export function Badge({ tone, className, ...rest }: ComponentProps<"span"> & VariantProps<typeof badge>) {
  return <span className={cn(badge({ tone }), className)} {...rest} />;
}

/** How many wait; "9+" above nine, as a badge is glanced at and not counted. */
export function Count({ value, className }: { value: number; className?: string }) {
  if (value <= 0) return null;
  return (
    <span
      className={cn(
        "grid h-5 min-w-5 place-items-center rounded-full bg-coral px-1.5 text-[11px] font-semibold text-on-coral tabular-nums",
        className,
      )}
    >
      {value > 9 ? "9+" : value}
    </span>
  );
}
