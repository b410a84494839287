import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { Conversation } from "@/shared/api/types";
import { usePollMs } from "@/shared/ws/live";
import { useOutbox } from "../composer/outbox";
import { threadQuery } from "./api";
import { messagesOf } from "./cache";
import { firstUnread, threadRows } from "./rows";
import { useSessions } from "./sessions";

/** The rows of an open thread. The unread line stays where it was when the thread was opened. */
export function useThread(conversation: Conversation, around: string | null, unreadAtOpening: number) {
  const query = useInfiniteQuery({
    ...threadQuery(conversation.id, around),
    refetchInterval: usePollMs(),
  });
  const messages = useMemo(() => messagesOf(query.data), [query.data]);
  const pendings = useOutbox(conversation.id);
  const [unread, setUnread] = useState<{ from: string | null; count: number } | null>(null);
  if (unread === null && query.data) {
    setUnread({ from: around ? null : firstUnread(messages, unreadAtOpening), count: unreadAtOpening });
  }
  const sessions = useSessions(conversation);
  const isAtEnd = !query.hasPreviousPage;
  const rows = useMemo(
    () =>
      threadRows(messages, pendings, {
        unread: unread ?? { from: null, count: 0 },
        sessions,
        isAtEnd,
      }),
    [messages, pendings, unread, sessions, isAtEnd],
  );
  return { query, messages, rows };
}
