import type { ReactNode } from "react";
import { cn } from "@/shared/lib/cn";

type CardProps = {
  title?: string;
  text?: string;
  action?: ReactNode;
  children?: ReactNode;
  className?: string;
};

export function Card({ title, text, action, children, className }: CardProps) {
  return (
    <section className={cn("rounded-3xl border bg-surface p-5 shadow-card md:p-6", className)}>
      {(title || action) && (
        <header className="mb-4 flex items-start justify-between gap-x-4 gap-y-2 max-sm:flex-wrap">
          <div className="min-w-0">
            {title && <h2 className="text-base font-semibold">{title}</h2>}
            {text && <p className="mt-0.5 max-w-prose text-sm text-ink-2">{text}</p>}
          </div>
          {action}
        </header>
      )}
      {children}
    </section>
  );
}
