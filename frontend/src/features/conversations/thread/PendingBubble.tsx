import { RotateCcw, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { useErrorText } from "@/shared/i18n/errorText";
import { cn } from "@/shared/lib/cn";
import { clockTime } from "@/shared/lib/dates";
import { outbox, type Pending } from "../composer/outbox";
import { LinkedText } from "./MessageBody";
import { MessageStatus } from "./MessageStatus";

type PendingProps = { conversation: string; pending: Pending; isFirst: boolean };

/** A message on its way. When it fails the text stays, with the reason and two ways out. */
export function PendingBubble({ conversation, pending, isFirst }: PendingProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const errorText = useErrorText();
  const { error, clientId } = pending;
  return (
    <div className={cn("flex flex-col items-end", isFirst ? "pt-2.5" : "pt-1")}>
      <div
        className={cn(
          "max-w-[min(34rem,82%)] rounded-[20px] rounded-br-md px-3.5 py-2",
          pending.isPrivate ? "border border-honey-line bg-honey-soft" : "bg-bubble-out",
          error ? "ring-1 ring-danger" : "opacity-80",
        )}
      >
        {pending.replyTo && (
          <p className="mb-1 line-clamp-1 text-[13px] text-ink-2">{pending.replyTo.text}</p>
        )}
        {pending.files.map((file) => (
          <p key={file.id} className="text-sm font-medium">
            {file.name}
          </p>
        ))}
        {pending.text && <LinkedText text={pending.text} />}
        <p className="mt-0.5 flex items-center justify-end gap-1.5 text-[11px] text-ink-2">
          <time dateTime={pending.writtenAt}>{clockTime(pending.writtenAt, language)}</time>
          <MessageStatus status={error ? "failed" : "sending"} />
        </p>
      </div>
      {error && (
        <p role="alert" className="mt-1 flex flex-wrap items-center justify-end gap-x-3 text-xs text-danger">
          {errorText(error)}
          <button
            type="button"
            onClick={() => outbox.retry(conversation, clientId)}
            className="inline-flex min-h-8 items-center gap-1 font-semibold underline underline-offset-2"
          >
            <RotateCcw aria-hidden="true" className="size-3" />
            {t("common.retry")}
          </button>
          <button
            type="button"
            onClick={() => outbox.settle(conversation, clientId)}
            className="inline-flex min-h-8 items-center gap-1 font-semibold underline underline-offset-2"
          >
            <Trash2 aria-hidden="true" className="size-3" />
            {t("common.delete")}
          </button>
        </p>
      )}
    </div>
  );
}
