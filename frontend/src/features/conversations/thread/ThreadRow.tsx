import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { longDay, nearDay } from "@/shared/lib/dates";
import { type BubbleHandlers, MessageBubble } from "./MessageBubble";
import { PendingBubble } from "./PendingBubble";
import type { Row } from "./rows";

function DayRow({ at }: { at: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const near = nearDay(at);
  return (
    <div className="flex justify-center pt-5 pb-2">
      <span className="rounded-full bg-sunken px-3 py-1 text-xs font-medium text-ink-2 first-letter:uppercase">
        {near ? t(`dates.${near}`) : longDay(at, language)}
      </span>
    </div>
  );
}

function UnreadRow({ count }: { count: number }) {
  const { t } = useTranslation();
  return (
    <div className="flex items-center gap-3 pt-4 pb-1 text-xs font-semibold text-coral before:h-px before:flex-1 before:bg-coral/40 after:h-px after:flex-1 after:bg-coral/40">
      {t("inbox.unreadLine", { count })}
    </div>
  );
}

export function ThreadRow({
  row,
  conversation,
  ...handlers
}: { row: Row; conversation: string } & BubbleHandlers) {
  switch (row.kind) {
    case "day":
      return <DayRow at={row.at} />;
    case "unread":
      return <UnreadRow count={row.count} />;
    case "message":
      return <MessageBubble message={row.message} isFirst={row.isFirst} isLast={row.isLast} {...handlers} />;
    case "pending":
      return <PendingBubble conversation={conversation} pending={row.pending} isFirst={row.isFirst} />;
  }
}
