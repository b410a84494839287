import { useTranslation } from "react-i18next";
import { cn } from "@/shared/lib/cn";

export type PresenceState = "online" | "busy" | "away";

const COLOURS: Record<PresenceState, string> = {
  online: "bg-sage",
  busy: "bg-coral",
  away: "bg-surface ring-2 ring-inset ring-ink-3",
};

/** Whether somebody is here, as a dot with its word for those who do not see it. */
export function PresenceDot({ state, className }: { state: PresenceState; className?: string }) {
  const { t } = useTranslation();
  return (
    <span
      role="img"
      aria-label={t(`presence.${state}`)}
      title={t(`presence.${state}`)}
      className={cn(
        "inline-block size-3 shrink-0 rounded-full border-2 border-surface",
        COLOURS[state],
        className,
      )}
    />
  );
}
