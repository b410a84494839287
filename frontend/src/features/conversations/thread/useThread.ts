import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { usePollMs } from "@/shared/ws/live";
import { messagesQuery } from "../api";
import { useOutbox } from "../composer/outbox";
import { messagesOf } from "../live";
import { firstUnread, threadRows } from "./rows";

/** The rows of an open thread. The unread line stays where it was when the thread was opened. */
export function useThread(conversation: string, unreadAtOpening: number) {
  const query = useInfiniteQuery({ ...messagesQuery(conversation), refetchInterval: usePollMs() });
  const messages = useMemo(() => messagesOf(query.data), [query.data]);
  const pendings = useOutbox(conversation);
  const [unread, setUnread] = useState<{ from: string | null; count: number } | null>(null);
  if (unread === null && query.data) {
    setUnread({ from: firstUnread(messages, unreadAtOpening), count: unreadAtOpening });
  }
  const rows = useMemo(
    () => threadRows(messages, pendings, unread ?? { from: null, count: 0 }),
    [messages, pendings, unread],
  );
  return { query, messages, rows };
}
