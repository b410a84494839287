import { Link } from "@tanstack/react-router";
import { CalendarClock, Info, LayoutTemplate, Pencil, RotateCcw, SendHorizontal, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Message } from "@/shared/api/types";
import { useLanguage } from "@/shared/i18n";
import { useFailureText } from "@/shared/i18n/failureText";
import { fullWhen } from "@/shared/lib/dates";
import { useAbilities } from "@/shared/session";
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

type FootProps = { message: Message; act: Act; canReply: boolean };

/** Why it did not go out, and what helps: the same again, the channel mended first, or an approved text instead. */
function Failed({ message, act, canReply }: FootProps) {
  const { t } = useTranslation();
  const failureText = useFailureText();
  const { canManage } = useAbilities("channels.manage");
  const { channel, error } = message;
  const way = error?.way_out ?? "retry";
  return (
    <p role="alert" className="mt-1 flex flex-wrap items-center justify-end gap-x-3 text-xs text-danger">
      {error ? failureText(error, channel.kind) : t("message.failed")}
      {canReply && canManage && way === "reconnect" && (
        <Link
          to="/settings/channels/$accountId"
          params={{ accountId: channel.id }}
          className="inline-flex min-h-8 items-center font-semibold underline underline-offset-2 pointer-coarse:min-h-11"
        >
          {t("channels.reconnect")}
        </Link>
      )}
      {canReply && (way === "retry" || way === "reconnect") && (
        <Way icon={<RotateCcw aria-hidden="true" className="size-3" />} onClick={() => act("retry", message)}>
          {t("common.retry")}
        </Way>
      )}
      {canReply && way === "template" && (
        <Way
          icon={<LayoutTemplate aria-hidden="true" className="size-3" />}
          onClick={() => act("template", message)}
        >
          {t("write.sendTemplate")}
        </Way>
      )}
      <Way icon={<Info aria-hidden="true" className="size-3" />} onClick={() => act("details", message)}>
        {t("thread.detailsShort")}
      </Way>
    </p>
  );
}

/** What stands under a bubble: why it failed with the ways out, or when it will go. */
export function MessageFoot({ message, act, canReply }: FootProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (message.status === "failed") return <Failed message={message} act={act} canReply={canReply} />;
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
