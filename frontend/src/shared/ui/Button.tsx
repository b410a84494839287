import { cva, type VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "@/shared/lib/cn";
import { Spinner } from "./Spinner";

const button = cva(
  "inline-flex shrink-0 items-center justify-center gap-2 rounded-xl font-medium transition-[background-color,color,box-shadow,transform] duration-150 active:translate-y-px disabled:opacity-55 disabled:active:translate-y-0",
  {
    variants: {
      look: {
        primary: "bg-primary text-on-primary shadow-card hover:bg-primary-strong",
        secondary: "border border-line-strong bg-surface text-ink hover:bg-sunken",
        quiet: "text-ink-2 hover:bg-sunken hover:text-ink",
        soft: "bg-primary-soft text-primary hover:bg-primary hover:text-on-primary",
        danger: "bg-danger-soft text-danger hover:bg-danger hover:text-paper",
      },
      size: {
        sm: "min-h-8 px-3 text-[13px] pointer-coarse:min-h-11",
        md: "min-h-10 px-4 text-sm pointer-coarse:min-h-11",
        lg: "min-h-12 px-6 text-base",
        icon: "size-9 pointer-coarse:size-11",
      },
    },
    defaultVariants: { look: "secondary", size: "md" },
  },
);

type ButtonProps = ComponentProps<"button"> &
  VariantProps<typeof button> & { isBusy?: boolean; asChild?: boolean };

export function Button({ look, size, isBusy, asChild, className, children, disabled, ...rest }: ButtonProps) {
  if (asChild) {
    return (
      <Slot.Root className={cn(button({ look, size }), className)} {...rest}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button
      type="button"
      className={cn(button({ look, size }), className)}
      disabled={disabled || isBusy}
      aria-busy={isBusy || undefined}
      {...rest}
    >
      {isBusy && <Spinner />}
      {children}
    </button>
  );
}
