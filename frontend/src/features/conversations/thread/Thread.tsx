import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown } from "lucide-react";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Bones, Failed } from "@/shared/ui/States";
import { messageGist } from "../components/preview";
import type { BubbleHandlers } from "./MessageBubble";
import { ThreadRow } from "./ThreadRow";
import { TypingLine } from "./TypingLine";
import { useThread } from "./useThread";

const LOAD_OLDER_WITHIN_PX = 100;
const NEAR_END_PX = 80;

type ThreadProps = BubbleHandlers & { conversation: string; unreadAtOpening: number };

/** Mount with `key={conversation}`: scroll position and the unread line belong to one thread. */
export function Thread({ conversation, unreadAtOpening, ...handlers }: ThreadProps) {
  const { t } = useTranslation();
  const pane = useRef<HTMLDivElement>(null);
  const { query, messages, rows } = useThread(conversation, unreadAtOpening);
  const [isAtEnd, setAtEnd] = useState(true);
  const [seenUpTo, setSeenUpTo] = useState<string | null>(null);
  const hasOpened = useRef(false);

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => pane.current,
    estimateSize: () => 64,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 10,
    paddingEnd: 12,
    anchorTo: "end",
    followOnAppend: true,
    scrollEndThreshold: NEAR_END_PX,
  });

  useLayoutEffect(() => {
    if (hasOpened.current || rows.length === 0) return;
    hasOpened.current = true;
    const divider = rows.findIndex((row) => row.kind === "unread");
    if (divider > 0) virtualizer.scrollToIndex(divider, { align: "start" });
    else virtualizer.scrollToEnd();
  }, [rows, virtualizer]);

  const newestKey = rows.at(-1)?.key ?? null;
  const isOwnNewest = rows.at(-1)?.kind === "pending";
  useEffect(() => {
    if (isOwnNewest && newestKey) virtualizer.scrollToEnd();
  }, [isOwnNewest, newestKey, virtualizer]);
  useEffect(() => {
    if (isAtEnd) setSeenUpTo(newestKey);
  }, [isAtEnd, newestKey]);

  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const onScroll = () => {
    const element = pane.current;
    if (!element) return;
    setAtEnd(element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX);
    if (element.scrollTop < LOAD_OLDER_WITHIN_PX && hasNextPage && !isFetchingNextPage) fetchNextPage();
  };

  if (query.isPending) {
    return (
      <div className="flex-1 px-6 py-6">
        <Bones rows={6} className="h-14 w-2/3 rounded-[20px] even:self-end" />
      </div>
    );
  }
  if (query.error && !query.data)
    return <Failed error={query.error} onRetry={() => query.refetch()} className="flex-1" />;

  const seenIndex = rows.findIndex((row) => row.key === seenUpTo);
  const unseen =
    isAtEnd || seenIndex < 0 ? 0 : rows.slice(seenIndex + 1).filter((row) => row.kind === "message").length;
  const newest = messages.at(-1);
  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={pane}
        onScroll={onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-label={t("inbox.thread")}
        className="h-full overflow-y-auto px-3 -outline-offset-2 md:px-6"
      >
        <div className="flex min-h-full flex-col justify-end">
          <div
            className="relative mx-auto w-full max-w-3xl shrink-0"
            style={{ height: virtualizer.getTotalSize() }}
          >
            {virtualizer.getVirtualItems().map((item) => {
              const row = rows[item.index];
              return (
                row && (
                  <div
                    key={item.key}
                    ref={virtualizer.measureElement}
                    data-index={item.index}
                    className="absolute inset-x-0 top-0"
                    style={{ transform: `translateY(${item.start}px)` }}
                  >
                    <ThreadRow row={row} conversation={conversation} {...handlers} />
                  </div>
                )
              );
            })}
          </div>
          <TypingLine conversation={conversation} />
        </div>
      </div>
      <p className="sr-only" role="status">
        {newest?.direction === "in" ? `${newest.sender.name}: ${messageGist(t, newest)}` : ""}
      </p>
      {!isAtEnd && (
        <button
          type="button"
          onClick={() => virtualizer.scrollToEnd({ behavior: "smooth" })}
          className="absolute bottom-3 left-1/2 flex min-h-9 -translate-x-1/2 items-center gap-1.5 rounded-full border bg-surface px-3.5 text-xs font-semibold text-primary shadow-float animate-rise"
        >
          <ArrowDown aria-hidden="true" className="size-3.5" />
          {unseen > 0 ? t("inbox.newBelow", { count: unseen }) : t("inbox.toEnd")}
        </button>
      )}
    </div>
  );
}
