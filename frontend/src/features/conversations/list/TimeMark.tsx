import { AlarmClock, AlarmClockOff, Hourglass } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Conversation } from "@/shared/api/types";
import { useLanguage } from "@/shared/i18n";
import { cn } from "@/shared/lib/cn";
import { clockTime, shortWhen } from "@/shared/lib/dates";
import { useNow } from "@/shared/lib/useNow";
import { shortSpan } from "./spans";

const mark = "inline-flex shrink-0 items-center gap-1 font-medium";
const icon = "size-3 shrink-0";
const PRESSING_MS = 15 * 60_000;

/** The one time that matters most: until when it sleeps, by when an answer is due, or since when somebody waits. */
export function TimeMark({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow();
  const { status, snoozed_until, sla, waiting_since } = conversation;
  if (status === "snoozed") {
    const when = snoozed_until
      ? `${shortWhen(snoozed_until, language)} ${clockTime(snoozed_until, language)}`
      : t("list.untilReply");
    return (
      <span className={cn(mark, "text-ink-2")}>
        <AlarmClock aria-hidden="true" className={icon} />
        {when}
      </span>
    );
  }
  if (status === "resolved") return null;
  if (sla) {
    const leftMs = Date.parse(sla.due_at) - now;
    const isLate = sla.breached || leftMs <= 0;
    return (
      <span className={cn(mark, isLate ? "text-danger" : leftMs < PRESSING_MS ? "text-honey" : "text-ink-2")}>
        {isLate ? (
          <AlarmClockOff aria-hidden="true" className={icon} />
        ) : (
          <AlarmClock aria-hidden="true" className={icon} />
        )}
        {t(isLate ? "list.late" : "list.dueIn", { span: shortSpan(t, leftMs) })}
      </span>
    );
  }
  if (!waiting_since) return null;
  return (
    <span className={cn(mark, "text-coral")}>
      <Hourglass aria-hidden="true" className={icon} />
      {t("list.waits", { span: shortSpan(t, now - Date.parse(waiting_since)) })}
    </span>
  );
}
