import { Link } from "@tanstack/react-router";
import { Sparkles } from "lucide-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { Conversation } from "@/shared/api/types";
import { useLanguage } from "@/shared/i18n";
import { cn } from "@/shared/lib/cn";
import { shortWhen } from "@/shared/lib/dates";
import { Avatar } from "@/shared/ui/Avatar";
import { Badge, Count } from "@/shared/ui/Badge";
import { ChannelBadge } from "@/shared/ui/ChannelIcon";
import { Tip } from "@/shared/ui/Tip";
import { lastMessageLine } from "./preview";

export const ROW_HEIGHT = 84;

type RowProps = { conversation: Conversation; isOpen: boolean };

export const ConversationRow = memo(function ConversationRow({ conversation, isOpen }: RowProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { contact, channel, unread, last_message: last, assignee } = conversation;
  const isUnread = unread > 0;
  return (
    <Link
      to="/inbox/$conversationId"
      params={{ conversationId: conversation.id }}
      search={(old) => old}
      aria-current={isOpen ? "true" : undefined}
      className={cn(
        "relative mx-2 flex h-[80px] items-center gap-3 rounded-2xl px-3 transition-colors",
        isOpen ? "bg-primary-soft" : "hover:bg-sunken/70",
      )}
    >
      <span className="relative">
        <Avatar id={contact.id} name={contact.name} className="size-11" />
        <ChannelBadge
          kind={channel.kind}
          className={cn("absolute -right-1 -bottom-0.5", isOpen && "ring-primary-soft")}
        />
      </span>
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline justify-between gap-2">
          <span className={cn("truncate", isUnread ? "font-semibold" : "font-medium")}>{contact.name}</span>
          {last && (
            <time
              dateTime={last.at}
              className={cn("shrink-0 text-xs", isUnread ? "font-medium text-coral" : "text-ink-3")}
            >
              {shortWhen(last.at, language)}
            </time>
          )}
        </span>
        <span className="flex items-center gap-2">
          <span className={cn("min-w-0 flex-1 truncate text-[13px]", isUnread ? "text-ink" : "text-ink-2")}>
            {lastMessageLine(t, conversation)}
          </span>
          <Count value={unread} />
        </span>
        <span className="mt-0.5 flex h-5 items-center gap-1.5 overflow-hidden whitespace-nowrap text-xs text-ink-3">
          {conversation.agent_mode === "autopilot" && conversation.status !== "resolved" && (
            <span className="inline-flex shrink-0 items-center gap-1 font-medium text-sage">
              <Sparkles aria-hidden="true" className="size-3" />
              {t("inbox.aiAnswers")}
            </span>
          )}
          {assignee && <span className="truncate">{assignee.name}</span>}
          {!assignee && conversation.agent_mode === "off" && conversation.status === "open" && (
            <span className="shrink-0 font-medium text-coral">{t("inbox.needsPerson")}</span>
          )}
          {conversation.status === "resolved" && <span>{t("status.resolved")}</span>}
          {!conversation.window.open && (
            <Tip text={t("inbox.windowClosedTip")}>
              <Badge className="ml-auto shrink-0 py-0 text-[11px]">{t("inbox.windowClosedShort")}</Badge>
            </Tip>
          )}
        </span>
      </span>
    </Link>
  );
});
