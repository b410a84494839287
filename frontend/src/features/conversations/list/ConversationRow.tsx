import { Link } from "@tanstack/react-router";
import { Check, Sparkles } from "lucide-react";
import { type MouseEvent, memo } from "react";
import { useTranslation } from "react-i18next";
import type { Conversation } from "@/shared/api/types";
import { useLanguage } from "@/shared/i18n";
import { useContactName } from "@/shared/i18n/contactName";
import { cn } from "@/shared/lib/cn";
import { shortWhen } from "@/shared/lib/dates";
import { Avatar } from "@/shared/ui/Avatar";
import { Count } from "@/shared/ui/Badge";
import { ChannelBadge } from "@/shared/ui/ChannelIcon";
import { LabelTag } from "@/shared/ui/LabelDot";
import { lastMessageLine } from "../components/preview";
import { useServerDraft } from "../composer/serverDrafts";
import { usePresence } from "../thread/typing";
import { PriorityMark } from "./PriorityMark";
import { TimeMark } from "./TimeMark";
import { WindowMark } from "./WindowMark";

export const ROW_HEIGHT = 84;
const LABELS_SHOWN = 2;
// A message to jump to belongs to the thread that is left.
export const withoutMessage = (old: object) => ({ ...old, message: undefined });

type RowProps = {
  conversation: Conversation;
  isOpen: boolean;
  isSelected: boolean;
  isSelecting: boolean;
  /** null for those who may only read. */
  onTick: ((id: string, isRange: boolean) => void) | null;
};

function Tick({ conversation, isSelected, isSelecting, onTick }: Omit<RowProps, "isOpen">) {
  const { t } = useTranslation();
  const nameOf = useContactName();
  if (!onTick) return null;
  const tick = (event: MouseEvent) => {
    event.preventDefault();
    onTick(conversation.id, event.shiftKey);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a native box would take the row's place in the tab order of eight hours' work
    <button
      type="button"
      role="checkbox"
      aria-checked={isSelected}
      aria-label={t("list.select", { name: nameOf(conversation.contact) })}
      tabIndex={isSelecting ? 0 : -1}
      onClick={tick}
      className={cn(
        "absolute top-1/2 left-5 z-10 grid size-11 -translate-y-1/2 place-items-center rounded-full border-2 transition-opacity",
        isSelected
          ? "border-primary bg-primary text-on-primary"
          : "border-line-strong bg-surface text-transparent",
        isSelecting
          ? "opacity-100"
          : "opacity-0 group-hover:opacity-100 focus-visible:opacity-100 pointer-coarse:hidden",
      )}
    >
      <Check aria-hidden="true" className="size-5" />
    </button>
  );
}

function Preview({ conversation, isOpen }: Pick<RowProps, "conversation" | "isOpen">) {
  const { t } = useTranslation();
  const draft = useServerDraft(conversation.id, "reply");
  const { people, isAgentThinking } = usePresence(conversation.id);
  const isUnread = conversation.unread > 0;
  if (people.length > 0 || isAgentThinking) {
    return (
      <span className="min-w-0 flex-1 truncate text-[13px] font-medium text-sage">
        {isAgentThinking
          ? t("inbox.agentThinking")
          : t("inbox.typing", { count: people.length, names: people.map((one) => one.name).join(", ") })}
        …
      </span>
    );
  }
  // The open one's draft stands in its field.
  if (draft?.text && !isOpen) {
    return (
      <span className="min-w-0 flex-1 truncate text-[13px] text-ink-2">
        <span className="font-medium text-coral">{t("list.draft")}</span> {draft.text}
      </span>
    );
  }
  return (
    <span className={cn("min-w-0 flex-1 truncate text-[13px]", isUnread ? "text-ink" : "text-ink-2")}>
      {lastMessageLine(t, conversation)}
    </span>
  );
}

function Marks({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const { status, assignee, agent_mode, labels, priority, team } = conversation;
  const isAutopilot = agent_mode === "autopilot" && status !== "resolved";
  const needsPerson = !assignee && agent_mode === "off" && status === "open" && !conversation.waiting_since;
  return (
    <span className="mt-0.5 flex h-5 items-center gap-1.5 overflow-hidden text-xs whitespace-nowrap text-ink-3">
      {priority && <PriorityMark priority={priority} />}
      {isAutopilot && (
        <span className="inline-flex shrink-0 items-center gap-1 font-medium text-sage">
          <Sparkles aria-hidden="true" className="size-3" />
          {t("inbox.aiAnswers")}
        </span>
      )}
      {needsPerson && <span className="shrink-0 font-medium text-coral">{t("inbox.needsPerson")}</span>}
      {status === "resolved" && <span className="shrink-0">{t("status.resolved")}</span>}
      <TimeMark conversation={conversation} />
      {labels.slice(0, LABELS_SHOWN).map((label) => (
        <LabelTag key={label.id} name={label.name} colour={label.colour} />
      ))}
      {labels.length > LABELS_SHOWN && <span>+{labels.length - LABELS_SHOWN}</span>}
      <span className="ml-auto flex min-w-0 shrink-[2] items-center gap-1 pl-1">
        <WindowMark conversation={conversation} />
        {assignee ? (
          <>
            <Avatar id={assignee.id} name={assignee.name} className="size-4.5 text-[8px]" />
            <span className="truncate">{assignee.name}</span>
          </>
        ) : (
          team && <span className="truncate">{team.name}</span>
        )}
      </span>
    </span>
  );
}

export const ConversationRow = memo(function ConversationRow(props: RowProps) {
  const { conversation, isOpen, isSelected, isSelecting, onTick } = props;
  const language = useLanguage();
  const { contact, channel, unread, last_message: last } = conversation;
  const isUnread = unread > 0;
  const name = useContactName()(contact);
  const onClick = (event: MouseEvent) => {
    if (!onTick || !(event.shiftKey || (isSelecting && (event.ctrlKey || event.metaKey)))) return;
    event.preventDefault();
    onTick(conversation.id, event.shiftKey);
  };
  return (
    <div className="group relative">
      <Tick {...props} />
      <Link
        to="/inbox/$conversationId"
        params={{ conversationId: conversation.id }}
        search={withoutMessage}
        data-conversation={conversation.id}
        aria-current={isOpen ? "true" : undefined}
        onClick={onClick}
        className={cn(
          "relative mx-2 flex h-[80px] items-center gap-3 rounded-2xl px-3 transition-colors",
          isSelected || isOpen ? "bg-primary-soft" : "hover:bg-sunken/70",
        )}
      >
        <span className="relative">
          <Avatar id={contact.id} name={name} className="size-11" />
          <ChannelBadge
            kind={channel.kind}
            className={cn("absolute -right-1 -bottom-0.5", isOpen && "ring-primary-soft")}
          />
        </span>
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline justify-between gap-2">
            <span className={cn("truncate", isUnread ? "font-semibold" : "font-medium")}>{name}</span>
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
            <Preview conversation={conversation} isOpen={isOpen} />
            <Count value={unread} />
          </span>
          <Marks conversation={conversation} />
        </span>
      </Link>
    </div>
  );
});
