import { Clock } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Conversation } from "@/shared/api/types";
import { useNow } from "@/shared/lib/useNow";
import { replyWindow } from "../composer/useReplyWindow";
import { shortSpan } from "./spans";

const SOON_MS = 4 * 60 * 60_000;

/** How long a waiting customer can still be answered, once that is not long; or that it is too late. */
export function WindowMark({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const { isOpen, leftMs } = replyWindow(conversation.window, useNow());
  if (conversation.status === "resolved") return null;
  if (!isOpen) {
    return (
      <span role="img" aria-label={t("inbox.windowClosedTip")} title={t("inbox.windowClosedTip")}>
        <Clock aria-hidden="true" className="size-3" />
      </span>
    );
  }
  if (leftMs === null || leftMs > SOON_MS || !conversation.waiting_since) return null;
  return (
    <span
      title={t("inbox.windowClosesTip")}
      className="inline-flex shrink-0 items-center gap-1 font-medium text-honey"
    >
      <Clock aria-hidden="true" className="size-3" />
      <span className="sr-only">{t("inbox.windowClosesTip")}: </span>
      {shortSpan(t, leftMs)}
    </span>
  );
}
