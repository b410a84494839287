import { useQuery } from "@tanstack/react-query";
import { Forward, Lock, Sparkles } from "lucide-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { Message } from "@/shared/api/types";
import { membersQuery } from "@/shared/directory";
import { useLanguage } from "@/shared/i18n";
import { cn } from "@/shared/lib/cn";
import { clockTime } from "@/shared/lib/dates";
import { Avatar } from "@/shared/ui/Avatar";
import { ChannelIcon } from "@/shared/ui/ChannelIcon";
import type { Act, BubbleContext } from "./actions";
import { MessageBody } from "./MessageBody";
import { MessageFoot } from "./MessageFoot";
import { MessageStatus } from "./MessageStatus";
import { MessageTools } from "./MessageTools";
import { Reactions } from "./Reactions";
import { useToldText } from "./told";

type BubbleProps = {
  message: Message;
  album: readonly Message[];
  isFirst: boolean;
  isLast: boolean;
  isOtherChannel: boolean;
  isSelected: boolean;
  isLit: boolean;
  context: BubbleContext;
};

/** Who speaks decides how a bubble looks: the customer, a colleague, the assistant, or a note among ourselves. */
export function bubbleLook(message: Pick<Message, "direction" | "private" | "sender">): string {
  if (message.private) return "bg-honey-soft border border-honey-line";
  if (message.sender.kind === "agent") return "bg-sage-soft border border-sage-line";
  return message.direction === "out" ? "bg-bubble-out" : "bg-surface border shadow-card";
}

function Quote({ message, act }: { message: Message; act: Act }) {
  const { t } = useTranslation();
  const quote = message.reply_to;
  if (!quote) return null;
  return (
    <button
      type="button"
      onClick={() => act("jump", message, quote.id)}
      className="mb-1.5 block w-full rounded-lg border-l-[3px] border-primary/60 bg-ink/5 px-2.5 py-1.5 text-left text-[13px] hover:bg-ink/10"
    >
      <span className="sr-only">{t("thread.toQuoted")} </span>
      <span className="block font-medium">{quote.sender_name}</span>
      <span className="line-clamp-2 text-ink-2">{quote.text || t("thread.quotedFile")}</span>
    </button>
  );
}

/** Who let the assistant's draft out. */
function ApprovedBy({ memberId }: { memberId: string }) {
  const { t } = useTranslation();
  const { data: members } = useQuery(membersQuery);
  const member = members?.find((one) => one.id === memberId);
  if (!member) return null;
  return <span className="font-normal text-ink-2">· {t("message.approvedBy", { name: member.name })}</span>;
}

function SenderLine({ message }: { message: Message }) {
  const { t } = useTranslation();
  if (message.private) {
    return (
      <p className="mb-0.5 flex items-center gap-1.5 text-xs font-medium text-honey">
        <Lock aria-hidden="true" className="size-3" />
        {t("message.note", { name: message.sender.name })}
      </p>
    );
  }
  if (message.sender.kind === "agent") {
    return (
      <p className="mb-0.5 flex items-center gap-1.5 text-xs font-medium text-sage">
        <Sparkles aria-hidden="true" className="size-3" />
        {message.sender.name || t("message.agent")}
        {message.sender.id && <ApprovedBy memberId={message.sender.id} />}
      </p>
    );
  }
  return message.direction === "out" ? (
    <p className="mb-0.5 text-xs font-medium text-primary">{message.sender.name}</p>
  ) : null;
}

function ChannelChip({ message, name }: { message: Message; name: string }) {
  const { t } = useTranslation();
  return (
    <p className="mb-1 flex items-center gap-1.5 text-[11px] font-medium text-ink-2">
      <ChannelIcon kind={message.channel.kind} className="size-3.5" />
      {t("thread.on", { channel: name })}
    </p>
  );
}

export const MessageBubble = memo(function MessageBubble(props: BubbleProps) {
  const { message, album, isFirst, isLast, isOtherChannel, isSelected, isLit, context } = props;
  const { act, why, canReply, names, channelNames } = context;
  const { t } = useTranslation();
  const language = useLanguage();
  const toldText = useToldText();
  const isOurs = message.direction === "out" || message.private;
  const at = message.provider_at;
  if (message.kind === "system" || (message.sender.kind === "system" && message.private)) {
    return <p className="py-1.5 text-center text-xs text-ink-2">{toldText(message)}</p>;
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: right click and long press are shortcuts for the menu button
    <div
      data-message={message.id}
      onContextMenu={(event) => {
        if (window.getSelection()?.toString() || (event.target as HTMLElement).closest("a,img,video,audio"))
          return;
        event.preventDefault();
        event.currentTarget.querySelector<HTMLElement>('[data-tool="menu"]')?.click();
      }}
      className={cn(
        "group flex items-end gap-2 rounded-2xl transition-colors duration-700",
        isOurs && "flex-row-reverse",
        isFirst ? "pt-2.5" : "pt-1",
        isLit && "bg-primary-soft duration-0",
      )}
    >
      {!isOurs && (
        <span className="w-7 shrink-0 max-sm:hidden">
          {isLast && (
            <Avatar id={message.sender.id ?? message.conversation} name={message.sender.name} size="sm" />
          )}
        </span>
      )}
      <div
        className={cn("flex min-w-0 max-w-[min(34rem,82%)] flex-col", isOurs ? "items-end" : "items-start")}
      >
        {isOtherChannel && (
          <ChannelChip message={message} name={channelNames[message.channel.id] ?? message.channel.kind} />
        )}
        <div
          className={cn(
            "relative max-w-full rounded-[20px] px-3.5 py-2",
            bubbleLook(message),
            isOurs ? isLast && "rounded-br-md" : isLast && "rounded-bl-md",
            message.status === "failed" && "ring-1 ring-danger",
            message.status === "scheduled" && "border border-dashed border-line-strong",
            isSelected && "ring-2 ring-primary",
          )}
        >
          {isFirst && <SenderLine message={message} />}
          {Boolean(message.payload.forwarded) && (
            <p className="mb-0.5 flex items-center gap-1 text-xs text-ink-2">
              <Forward aria-hidden="true" className="size-3" />
              {t("thread.forwarded")}
            </p>
          )}
          <Quote message={message} act={act} />
          <MessageBody message={message} album={album} names={names} act={act} canReply={canReply} />
          <p className="mt-0.5 flex items-center justify-end gap-1.5 text-[11px] text-ink-2">
            {message.trace && why(message.trace)}
            {message.edited && (
              <button
                type="button"
                onClick={() => act("details", message)}
                className="underline decoration-dotted underline-offset-2"
              >
                {t("message.edited")}
              </button>
            )}
            <time dateTime={at}>{clockTime(at, language)}</time>
            {message.direction === "out" && !message.private && <MessageStatus status={message.status} />}
          </p>
          <Reactions message={message} context={context} />
        </div>
        {message.reactions.length > 0 && <span className="h-3.5" />}
        <MessageFoot message={message} act={act} canReply={canReply} />
      </div>
      <MessageTools message={message} context={context} />
    </div>
  );
});
