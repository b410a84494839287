import { Lock, Reply, RotateCcw, Sparkles } from "lucide-react";
import { memo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Message } from "@/shared/api/types";
import { useLanguage } from "@/shared/i18n";
import { useErrorText } from "@/shared/i18n/errorText";
import { cn } from "@/shared/lib/cn";
import { clockTime } from "@/shared/lib/dates";
import { Avatar } from "@/shared/ui/Avatar";
import { IconButton } from "@/shared/ui/IconButton";
import { MessageBody } from "./MessageBody";
import { MessageStatus } from "./MessageStatus";

export type BubbleHandlers = {
  onReply: (message: Message) => void;
  onRetry: (message: Message) => void;
  why: (turnId: string) => ReactNode;
  canReply: boolean;
};

type BubbleProps = BubbleHandlers & { message: Message; isFirst: boolean; isLast: boolean };

/** Who speaks decides how a bubble looks: the customer, a colleague, the assistant, or a note among ourselves. */
export function bubbleLook(message: Pick<Message, "direction" | "private" | "sender">): string {
  if (message.private) return "bg-honey-soft border border-honey-line";
  if (message.sender.kind === "agent") return "bg-sage-soft border border-sage-line";
  return message.direction === "out" ? "bg-bubble-out" : "bg-surface border shadow-card";
}

function Quote({ quote }: { quote: NonNullable<Message["reply_to"]> }) {
  return (
    <blockquote className="mb-1.5 rounded-lg border-l-[3px] border-primary/60 bg-ink/5 px-2.5 py-1.5 text-[13px]">
      <p className="font-medium">{quote.sender_name}</p>
      <p className="line-clamp-2 text-ink-2">{quote.text}</p>
    </blockquote>
  );
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
      </p>
    );
  }
  return message.direction === "out" ? (
    <p className="mb-0.5 text-xs font-medium text-primary">{message.sender.name}</p>
  ) : null;
}

export const MessageBubble = memo(function MessageBubble(props: BubbleProps) {
  const { message, isFirst, isLast, onReply, onRetry, why, canReply } = props;
  const { t } = useTranslation();
  const language = useLanguage();
  const errorText = useErrorText();
  const isOurs = message.direction === "out" || message.private;
  const at = message.provider_at;
  if (message.kind === "system" || message.sender.kind === "system") {
    return <p className="py-1.5 text-center text-xs text-ink-3">{message.text}</p>;
  }
  return (
    <div
      className={cn("group flex items-end gap-2", isOurs && "flex-row-reverse", isFirst ? "pt-2.5" : "pt-1")}
    >
      {!isOurs && (
        <span className="w-7 shrink-0">
          {isLast && (
            <Avatar id={message.sender.id ?? message.conversation} name={message.sender.name} size="sm" />
          )}
        </span>
      )}
      <div className={cn("flex max-w-[min(34rem,82%)] flex-col", isOurs ? "items-end" : "items-start")}>
        <div
          className={cn(
            "relative rounded-[20px] px-3.5 py-2",
            bubbleLook(message),
            isOurs ? isLast && "rounded-br-md" : isLast && "rounded-bl-md",
            message.status === "failed" && "ring-1 ring-danger",
          )}
        >
          {isFirst && <SenderLine message={message} />}
          {message.reply_to && <Quote quote={message.reply_to} />}
          <MessageBody message={message} />
          <p className="mt-0.5 flex items-center justify-end gap-1.5 text-[11px] text-ink-2">
            {message.trace && why(message.trace)}
            {message.edited && <span>{t("message.edited")}</span>}
            <time dateTime={at}>{clockTime(at, language)}</time>
            {message.direction === "out" && !message.private && <MessageStatus status={message.status} />}
          </p>
          {message.reactions.length > 0 && (
            <ul
              aria-label={t("message.reactions")}
              className="absolute right-2 -bottom-3.5 flex rounded-full border bg-surface px-1.5 py-0.5 text-xs shadow-card"
            >
              {message.reactions.map((reaction) => (
                <li key={`${reaction.by}${reaction.emoji}`}>{reaction.emoji}</li>
              ))}
            </ul>
          )}
        </div>
        {message.reactions.length > 0 && <span className="h-3.5" />}
        {message.status === "failed" && (
          <p
            role="alert"
            className="mt-1 flex flex-wrap items-center justify-end gap-x-2 text-xs text-danger"
          >
            {message.error ? errorText(message.error) : t("message.failed")}
            {canReply && (
              <button
                type="button"
                onClick={() => onRetry(message)}
                className="inline-flex min-h-8 items-center gap-1 font-semibold underline underline-offset-2"
              >
                <RotateCcw aria-hidden="true" className="size-3" />
                {t("common.retry")}
              </button>
            )}
          </p>
        )}
      </div>
      {canReply && !message.private && (
        <IconButton
          label={t("message.reply")}
          size="icon"
          onClick={() => onReply(message)}
          className="size-8 self-center opacity-0 transition-opacity group-hover:opacity-100 focus-visible:opacity-100 pointer-coarse:hidden"
        >
          <Reply className="size-4" />
        </IconButton>
      )}
    </div>
  );
});
