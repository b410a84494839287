import { useVirtualizer, type VirtualItem, type Virtualizer } from "@tanstack/react-virtual";
import { ArrowDown } from "lucide-react";
import { type KeyboardEvent, memo, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Conversation, Message } from "@/shared/api/types";
import { Bones, Failed } from "@/shared/ui/States";
import { messageGist } from "../components/preview";
import { COMPOSER_ID, THREAD_ID } from "../composer/ids";
import type { BubbleContext, MessageAction } from "./actions";
import { FloatingDay } from "./FloatingDay";
import { dayAt, indexOfMessage, type Row } from "./rows";
import { ThreadRow } from "./ThreadRow";
import { TypingLine } from "./TypingLine";
import { useThread } from "./useThread";

const LOAD_WITHIN_PX = 400;
const NEAR_END_PX = 80;
const LIT_FOR_MS = 2_500;

export type Target = { id: string; nonce: number };
type ThreadProps = {
  conversation: Conversation;
  unreadAtOpening: number;
  /** Open around this message instead of at the end. */
  around: string | null;
  /** Scroll to this message and light it up. */
  target: Target | null;
  onEnd: () => void;
  context: BubbleContext;
};

const KEYS: Record<string, MessageAction> = {
  KeyR: "reply",
  KeyC: "copy",
  KeyS: "keep",
  KeyT: "translate",
  KeyF: "forward",
  KeyI: "details",
  KeyL: "link",
};

function messageAt(rows: readonly Row[], index: number): Message | null {
  const row = rows[index];
  return row?.kind === "message" ? row.message : null;
}

/** Whether a row's new height is made up for: the text stays where it is, whichever way the reader goes. */
function isAboveScreen(
  row: VirtualItem,
  _delta: number,
  { scrollOffset, itemSizeCache }: Virtualizer<HTMLDivElement, Element>,
): boolean {
  const top = scrollOffset ?? 0;
  // What was only estimated was wrong as a whole; what was measured grows at its lower end.
  return itemSizeCache.has(row.key) ? row.end <= top : row.start < top;
}

/** Mount with a key of conversation and `around`: scroll position and the unread line belong to one thread. */
export const Thread = memo(function Thread(props: ThreadProps) {
  const thread = useThread(props.conversation, props.around, props.unreadAtOpening);
  if (thread.query.data) return <Loaded {...props} thread={thread} />;
  return <Unloaded {...props} thread={thread} />;
});

type PaneProps = ThreadProps & { thread: ReturnType<typeof useThread> };

/** What was written stands there at once, also where nothing can be loaded for want of a connection. */
function Unloaded({ conversation, context, thread: { query, rows } }: PaneProps) {
  const { t } = useTranslation();
  const pending = rows.filter((row) => row.kind === "pending");
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">
      {query.error ? (
        <Failed error={query.error} onRetry={() => query.refetch()} className="flex-1" />
      ) : (
        <div className="flex-1 px-6 py-6">
          <Bones rows={6} className="h-14 w-2/3 rounded-[20px] even:self-end" />
        </div>
      )}
      {pending.length > 0 && (
        <div role="log" aria-live="off" aria-label={t("inbox.thread")} className="px-3 pb-3 md:px-6">
          <div className="mx-auto max-w-3xl">
            {pending.map((row) => (
              <ThreadRow
                key={row.key}
                row={row}
                conversation={conversation.id}
                isSelected={false}
                isLit={false}
                context={context}
              />
            ))}
          </div>
        </div>
      )}
    </div>
  );
}

function Loaded({ conversation, around, target, onEnd, context, thread }: PaneProps) {
  const { query, messages, rows } = thread;
  const { t } = useTranslation();
  const pane = useRef<HTMLDivElement>(null);
  const [isAtEnd, setAtEnd] = useState(around === null);
  const [topIndex, setTopIndex] = useState<number | null>(null);
  const [seenUpTo, setSeenUpTo] = useState<string | null>(null);
  const [selected, setSelected] = useState<string | null>(null);
  const [lit, setLit] = useState<string | null>(null);
  const hasOpened = useRef(false);
  const isReadingEnd = useRef(false);

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => pane.current,
    estimateSize: () => 64,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 10,
    paddingEnd: 12,
    anchorTo: "end",
    followOnAppend: around === null,
    scrollEndThreshold: NEAR_END_PX,
  });
  virtualizer.shouldAdjustScrollPositionOnItemSizeChange = isAboveScreen;

  const goTo = useCallback(
    (id: string): boolean => {
      const index = indexOfMessage(rows, id);
      if (index < 0) return false;
      virtualizer.scrollToIndex(index, { align: "center" });
      setLit(id);
      setTimeout(() => setLit((held) => (held === id ? null : held)), LIT_FOR_MS);
      return true;
    },
    [rows, virtualizer],
  );

  useLayoutEffect(() => {
    if (hasOpened.current || rows.length === 0) return;
    hasOpened.current = true;
    if (around && goTo(around)) return;
    const divider = rows.findIndex((row) => row.kind === "unread");
    if (divider > 0) {
      virtualizer.scrollToIndex(divider, { align: "start" });
      return;
    }
    isReadingEnd.current = true;
    virtualizer.scrollToEnd();
  }, [rows, virtualizer, around, goTo]);

  // Whoever reads the end goes on reading it: bubbles grow when they are measured, the typing line comes and goes.
  const hasRows = rows.length > 0;
  useEffect(() => {
    const element = pane.current;
    if (!element?.firstElementChild || !hasRows) return;
    const observer = new ResizeObserver(() => {
      if (isReadingEnd.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, [hasRows]);

  const jumpedTo = useRef<Target | null>(null);
  useEffect(() => {
    if (!target || jumpedTo.current === target || rows.length === 0) return;
    jumpedTo.current = target;
    if (target.id !== around || target.nonce > 0) goTo(target.id);
  }, [target, around, rows, goTo]);

  const newestKey = rows.at(-1)?.key ?? null;
  const isOwnNewest = rows.some((row) => row.kind === "pending");
  const newestPending = rows.findLast((row) => row.kind === "pending")?.key;
  useEffect(() => {
    if (!isOwnNewest || !newestPending) return;
    isReadingEnd.current = true;
    virtualizer.scrollToEnd();
  }, [isOwnNewest, newestPending, virtualizer]);
  useEffect(() => {
    if (isAtEnd) setSeenUpTo(newestKey);
  }, [isAtEnd, newestKey]);

  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const { hasPreviousPage, isFetchingPreviousPage, fetchPreviousPage } = query;
  const onScroll = () => {
    const element = pane.current;
    if (!element) return;
    const below = element.scrollHeight - element.scrollTop - element.clientHeight;
    isReadingEnd.current = below < NEAR_END_PX && !hasPreviousPage;
    setAtEnd(isReadingEnd.current);
    const top = virtualizer.getVirtualItems().find((item) => item.end > element.scrollTop + 8);
    setTopIndex(element.scrollTop > 24 && top ? top.index : null);
    if (element.scrollTop < LOAD_WITHIN_PX && hasNextPage && !isFetchingNextPage) void fetchNextPage();
    if (below < LOAD_WITHIN_PX && hasPreviousPage && !isFetchingPreviousPage) void fetchPreviousPage();
  };

  const step = (by: 1 | -1) => {
    let index = selected ? indexOfMessage(rows, selected) : by < 0 ? rows.length : -1;
    do index += by;
    while (index >= 0 && index < rows.length && !messageAt(rows, index));
    const message = messageAt(rows, index);
    if (!message) {
      if (by > 0) document.getElementById(COMPOSER_ID)?.focus();
      return;
    }
    setSelected(message.id);
    virtualizer.scrollToIndex(index, { align: "auto" });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== pane.current) return;
    const arrow = event.code === "ArrowUp" ? -1 : event.code === "ArrowDown" ? 1 : null;
    const message = selected ? messages.find((one) => one.id === selected) : undefined;
    if (arrow) {
      event.preventDefault();
      step(arrow);
    } else if (event.code === "Escape" && selected) {
      event.preventDefault();
      setSelected(null);
    } else if (message && (event.code === "Enter" || event.code === "Equal" || event.code === "KeyX")) {
      event.preventDefault();
      const name = event.code === "Enter" ? "menu" : "react";
      const root = pane.current?.querySelector(`[data-message="${message.id}"]`);
      root?.querySelector<HTMLElement>(`[data-tool="${name}"]`)?.click();
    } else {
      const action = KEYS[event.code];
      if (
        !action ||
        !message ||
        (action !== "copy" && action !== "link" && action !== "details" && !context.canReply)
      )
        return;
      event.preventDefault();
      context.act(action, message);
    }
  };

  const seenIndex = rows.findIndex((row) => row.key === seenUpTo);
  const unseen =
    isAtEnd || seenIndex < 0 ? 0 : rows.slice(seenIndex + 1).filter((row) => row.kind === "message").length;
  const newest = messages.at(-1);
  const day = topIndex !== null && rows[topIndex]?.kind === "message" ? dayAt(rows, topIndex) : null;
  return (
    <div className="relative min-h-0 flex-1">
      <FloatingDay at={day} />
      <div
        ref={pane}
        id={THREAD_ID}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
        onBlur={(event) => event.currentTarget === event.target && setSelected(null)}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-label={t("inbox.thread")}
        aria-description={t("thread.keys")}
        className="h-full overflow-y-auto px-3 -outline-offset-2 [overflow-anchor:none] md:px-6"
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
                    <ThreadRow
                      row={row}
                      conversation={conversation.id}
                      isSelected={row.kind === "message" && row.message.id === selected}
                      isLit={row.kind === "message" && lit !== null && indexOfMessage([row], lit) === 0}
                      context={context}
                    />
                  </div>
                )
              );
            })}
          </div>
          <TypingLine conversation={conversation.id} />
        </div>
      </div>
      <p className="sr-only" role="status">
        {newest?.direction === "in" ? `${newest.sender.name}: ${messageGist(t, newest)}` : ""}
      </p>
      {(!isAtEnd || hasPreviousPage) && (
        <button
          type="button"
          onClick={() => (around ? onEnd() : virtualizer.scrollToEnd({ behavior: "smooth" }))}
          className="absolute bottom-3 left-1/2 flex min-h-9 -translate-x-1/2 items-center gap-1.5 rounded-full border bg-surface px-3.5 text-xs font-semibold text-primary shadow-float animate-rise pointer-coarse:min-h-11"
        >
          <ArrowDown aria-hidden="true" className="size-3.5" />
          {unseen > 0 ? t("inbox.newBelow", { count: unseen }) : t("inbox.toEnd")}
        </button>
      )}
    </div>
  );
}
