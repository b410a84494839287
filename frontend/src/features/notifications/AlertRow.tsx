import {
  AlarmClock,
  AtSign,
  Check,
  Eye,
  Gauge,
  Inbox,
  type LucideIcon,
  MessageSquare,
  PhoneForwarded,
  PlugZap,
  SendHorizontal,
  TimerOff,
  TimerReset,
  UserRoundCheck,
  Wallet,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { cn } from "@/shared/lib/cn";
import { fullWhen, shortWhen } from "@/shared/lib/dates";
import { IconButton } from "@/shared/ui/IconButton";
import type { Alert, AlertKind } from "./api";

const LOOKS: Record<AlertKind, { Icon: LucideIcon; tone: string }> = {
  new_conversation: { Icon: Inbox, tone: "bg-primary-soft text-primary" },
  assigned: { Icon: UserRoundCheck, tone: "bg-primary-soft text-primary" },
  message: { Icon: MessageSquare, tone: "bg-primary-soft text-primary" },
  mention: { Icon: AtSign, tone: "bg-honey-soft text-honey" },
  participating: { Icon: Eye, tone: "bg-sunken text-ink-2" },
  snooze_ended: { Icon: AlarmClock, tone: "bg-honey-soft text-honey" },
  sla_soon: { Icon: TimerReset, tone: "bg-honey-soft text-honey" },
  sla_breached: { Icon: TimerOff, tone: "bg-danger-soft text-danger" },
  handed_off: { Icon: PhoneForwarded, tone: "bg-coral-soft text-coral" },
  channel_trouble: { Icon: PlugZap, tone: "bg-danger-soft text-danger" },
  channel_review: { Icon: PlugZap, tone: "bg-primary-soft text-primary" },
  plan: { Icon: Gauge, tone: "bg-honey-soft text-honey" },
  send_failed: { Icon: SendHorizontal, tone: "bg-danger-soft text-danger" },
  agent_budget: { Icon: Wallet, tone: "bg-honey-soft text-honey" },
};

type AlertRowProps = { alert: Alert; onVisit: () => void; onRead: () => void };

export function AlertRow({ alert, onVisit, onRead }: AlertRowProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { Icon, tone } = LOOKS[alert.kind];
  const about = alert.about as Partial<Record<"contact" | "channel" | "text" | "by", string>>;
  const title = t(`alerts.kinds.${alert.kind}`, {
    contact: about.contact || t("alerts.someone"),
    channel: about.channel || "",
    by: about.by || t("alerts.someone"),
  });
  return (
    <li className={cn("relative flex items-start", !alert.read && "bg-primary-soft/40")}>
      <button
        type="button"
        onClick={onVisit}
        className="flex min-w-0 flex-1 items-start gap-3 py-3 pr-1 pl-4 text-left hover:bg-sunken/60 focus-visible:-outline-offset-2"
      >
        <span aria-hidden="true" className={cn("grid size-9 shrink-0 place-items-center rounded-full", tone)}>
          <Icon className="size-4.5 stroke-[1.8]" />
        </span>
        <span className="min-w-0 flex-1">
          <span className={cn("block text-sm wrap-anywhere", !alert.read && "font-semibold")}>
            {!alert.read && <span className="sr-only">{t("alerts.isUnread")}. </span>}
            {title}
            {alert.count > 1 && <span className="font-normal text-ink-2"> · {alert.count}</span>}
          </span>
          {about.text && <span className="mt-0.5 line-clamp-2 text-[13px] text-ink-2">{about.text}</span>}
          <time
            dateTime={alert.at}
            title={fullWhen(alert.at, language)}
            className="mt-0.5 block text-xs text-ink-3"
          >
            {[shortWhen(alert.at, language), about.channel].filter(Boolean).join(" · ")}
          </time>
        </span>
      </button>
      <span className="grid w-11 shrink-0 place-items-center self-stretch">
        {!alert.read && (
          <IconButton label={t("alerts.read")} onClick={onRead}>
            <Check className="size-4" />
          </IconButton>
        )}
      </span>
    </li>
  );
}
