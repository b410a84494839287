import { CalendarClock, Check, CheckCheck, CircleAlert, Clock3 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Message } from "@/shared/api/types";
import { cn } from "@/shared/lib/cn";

const ICONS = {
  sending: Clock3,
  scheduled: CalendarClock,
  queued: Clock3,
  sent: Check,
  delivered: CheckCheck,
  read: CheckCheck,
  failed: CircleAlert,
};

/** Delivery ticks: a clock, one, two, two in colour, or a warning. */
export function MessageStatus({ status }: { status: Message["status"] | "sending" }) {
  const { t } = useTranslation();
  const Icon = ICONS[status];
  return (
    <Icon
      role="img"
      aria-label={t(`delivery.${status}`)}
      className={cn("size-3.5", status === "read" && "text-primary", status === "failed" && "text-danger")}
    />
  );
}
