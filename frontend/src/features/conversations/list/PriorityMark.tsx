import { useTranslation } from "react-i18next";
import { cn } from "@/shared/lib/cn";

const BARS: Record<string, number> = { low: 1, medium: 2, high: 3, urgent: 3 };

/** Signal bars: more is more pressing; urgent is filled with the colour of danger. */
export function PriorityMark({ priority, className }: { priority: string | null; className?: string }) {
  const { t } = useTranslation();
  const bars = BARS[priority ?? ""] ?? 0;
  return (
    <svg
      role="img"
      aria-label={t(`priority.${(priority || "none") as "none"}`)}
      viewBox="0 0 12 12"
      className={cn("size-3.5 shrink-0", priority === "urgent" ? "text-danger" : "text-ink-2", className)}
    >
      {[0, 1, 2].map((bar) => (
        <rect
          key={bar}
          x={bar * 4 + 0.5}
          y={8 - bar * 3}
          width="3"
          height={3 + bar * 3}
          rx="1"
          fill="currentColor"
          opacity={bar < bars ? 1 : 0.25}
        />
      ))}
    </svg>
  );
}
