import { CalendarClock, CircleCheck, History } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { fullWhen } from "@/shared/lib/dates";
import type { BubbleContext } from "./actions";
import { DayName } from "./FloatingDay";
import { MessageBubble } from "./MessageBubble";
import { PendingBubble } from "./PendingBubble";
import type { Row } from "./rows";

function UnreadRow({ count }: { count: number }) {
  const { t } = useTranslation();
  return (
    <div className="flex items-center gap-3 pt-4 pb-1 text-xs font-semibold text-coral before:h-px before:flex-1 before:bg-coral/40 after:h-px after:flex-1 after:bg-coral/40">
      {t("inbox.unreadLine", { count })}
    </div>
  );
}

function Marker({ children, tone }: { children: ReactNode; tone: string }) {
  return (
    <p
      className={`flex items-center gap-3 pt-5 pb-1 text-xs font-medium before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line ${tone}`}
    >
      <span className="flex items-center gap-1.5">{children}</span>
    </p>
  );
}

function SessionRow({ at }: { at: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Marker tone="text-primary">
      <History aria-hidden="true" className="size-3.5" />
      {t("thread.wroteAgain", { when: fullWhen(at, language) })}
    </Marker>
  );
}

function ResolvedRow({ at, by }: { at: string | null; by: string | null }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Marker tone="text-sage">
      <CircleCheck aria-hidden="true" className="size-3.5" />
      {[by ? t("thread.resolvedBy", { name: by }) : t("thread.resolved"), at && fullWhen(at, language)]
        .filter(Boolean)
        .join(" · ")}
    </Marker>
  );
}

export type RowProps = {
  row: Row;
  conversation: string;
  isSelected: boolean;
  isLit: boolean;
  context: BubbleContext;
};

export function ThreadRow({ row, conversation, isSelected, isLit, context }: RowProps) {
  const { t } = useTranslation();
  switch (row.kind) {
    case "day":
      return (
        <div className="flex justify-center pt-5 pb-2">
          <DayName at={row.at} />
        </div>
      );
    case "unread":
      return <UnreadRow count={row.count} />;
    case "session":
      return <SessionRow at={row.at} />;
    case "resolved":
      return <ResolvedRow at={row.at} by={row.by} />;
    case "scheduled":
      return (
        <Marker tone="text-ink-2">
          <CalendarClock aria-hidden="true" className="size-3.5" />
          {t("thread.scheduledLine", { count: row.count })}
        </Marker>
      );
    case "message":
      return (
        <MessageBubble
          message={row.message}
          album={row.album}
          isFirst={row.isFirst}
          isLast={row.isLast}
          isOtherChannel={row.isOtherChannel}
          isSelected={isSelected}
          isLit={isLit}
          context={context}
        />
      );
    case "pending":
      return <PendingBubble conversation={conversation} pending={row.pending} isFirst={row.isFirst} />;
  }
}
