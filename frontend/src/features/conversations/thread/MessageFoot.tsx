import { CalendarClock, Info, Pencil, RotateCcw, SendHorizontal, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Message } from "@/shared/api/types";
import { useLanguage } from "@/shared/i18n";
import { useErrorText } from "@/shared/i18n/errorText";
import { fullWhen } from "@/shared/lib/dates";
import type { Act } from "./actions";

function Way({ icon, onClick, children }: { icon: ReactNode; onClick: () => void; children: string }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="inline-flex min-h-8 items-center gap-1 font-semibold underline underline-offset-2 pointer-coarse:min-h-11"
    >
      {icon}
      {children}
    </button>
  );
}

/** What stands under a bubble: why it failed with the ways out, or when it will go. */
export function MessageFoot({ message, act, canReply }: { message: Message; act: Act; canReply: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const errorText = useErrorText();
  if (message.status === "failed") {
    return (
      <p role="alert" className="mt-1 flex flex-wrap items-center justify-end gap-x-3 text-xs text-danger">
        {message.error ? errorText(message.error) : t("message.failed")}
        {canReply && (
          <Way
            icon={<RotateCcw aria-hidden="true" className="size-3" />}
            onClick={() => act("retry", message)}
          >
            {t("common.retry")}
          </Way>
        )}
        <Way icon={<Info aria-hidden="true" className="size-3" />} onClick={() => act("details", message)}>
          {t("thread.detailsShort")}
        </Way>
      </p>
    );
  }
  if (message.status !== "scheduled") return null;
  return (
    <p className="mt-1 flex flex-wrap items-center justify-end gap-x-3 text-xs text-ink-2">
      <span className="flex items-center gap-1">
        <CalendarClock aria-hidden="true" className="size-3.5" />
        {t("thread.goesAt", { when: fullWhen(message.due_at ?? message.provider_at, language) })}
      </span>
      {canReply && (
        <>
          <Way icon={<Pencil aria-hidden="true" className="size-3" />} onClick={() => act("edit", message)}>
            {t("thread.edit")}
          </Way>
          <Way
            icon={<SendHorizontal aria-hidden="true" className="size-3" />}
            onClick={() => act("sendNow", message)}
          >
            {t("thread.sendNow")}
          </Way>
          <Way icon={<X aria-hidden="true" className="size-3" />} onClick={() => act("cancel", message)}>
            {t("thread.cancelScheduled")}
          </Way>
        </>
      )}
    </p>
  );
}
