import { CloudOff, RotateCcw, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { useErrorText } from "@/shared/i18n/errorText";
import { cn } from "@/shared/lib/cn";
import { clockTime } from "@/shared/lib/dates";
import { outbox, type Pending } from "../composer/outbox";
import { MessageStatus } from "./MessageStatus";
import { RichText } from "./RichText";

type PendingProps = { conversation: string; pending: Pending; isFirst: boolean };
const way = "inline-flex min-h-8 items-center gap-1 font-semibold underline underline-offset-2";

/** A message on its way. When it fails the text stays, with the reason and two ways out. */
export function PendingBubble({ conversation, pending, isFirst }: PendingProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const errorText = useErrorText();
  const { error, clientId, isWaiting } = pending;
  return (
    <div className={cn("flex flex-col items-end", isFirst ? "pt-2.5" : "pt-1")}>
      <div
        className={cn(
          "max-w-[min(34rem,82%)] rounded-[20px] rounded-br-md px-3.5 py-2",
          pending.isPrivate ? "border border-honey-line bg-honey-soft" : "bg-bubble-out",
          error && "ring-1 ring-danger",
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
        {pending.text && <RichText text={pending.text} />}
        {!pending.text && pending.files.length === 0 && pending.kind && pending.kind !== "text" && (
          <p className="text-sm font-medium">{t(`write.${pending.kind}`)}</p>
        )}
        <p className="mt-0.5 flex items-center justify-end gap-1.5 text-[11px] text-ink-2">
          <time dateTime={pending.writtenAt}>{clockTime(pending.writtenAt, language)}</time>
          <MessageStatus status={error ? "failed" : "sending"} />
        </p>
      </div>
      {(error || isWaiting) && (
        <p
          role={error ? "alert" : "status"}
          className={cn(
            "mt-1 flex flex-wrap items-center justify-end gap-x-3 text-xs",
            error ? "text-danger" : "text-ink-2",
          )}
        >
          {error ? (
            errorText(error)
          ) : (
            <span className="inline-flex items-center gap-1">
              <CloudOff aria-hidden="true" className="size-3.5" />
              {t("thread.waitsForConnection")}
            </span>
          )}
          {error && (
            <button type="button" onClick={() => outbox.retry(conversation, clientId)} className={way}>
              <RotateCcw aria-hidden="true" className="size-3" />
              {t("common.retry")}
            </button>
          )}
          <button type="button" onClick={() => outbox.takeBack(conversation, clientId)} className={way}>
            <Trash2 aria-hidden="true" className="size-3" />
            {t("common.delete")}
          </button>
        </p>
      )}
    </div>
  );
}
