import { isSameDay } from "date-fns";
import type { Message } from "@/shared/api/types";
import type { Pending } from "../composer/outbox";

export type Row =
  | { kind: "day"; key: string; at: string }
  | { kind: "unread"; key: string; count: number }
  | { kind: "message"; key: string; message: Message; isFirst: boolean; isLast: boolean }
  | { kind: "pending"; key: string; pending: Pending; isFirst: boolean };

const SAME_BREATH_MS = 5 * 60_000;

function when(message: Message): string {
  return message.provider_at;
}

function isContinued(earlier: Message | undefined, later: Message | undefined): boolean {
  if (!earlier || !later) return false;
  return (
    earlier.sender.kind === later.sender.kind &&
    earlier.sender.id === later.sender.id &&
    earlier.private === later.private &&
    isSameDay(when(earlier), when(later)) &&
    Date.parse(when(later)) - Date.parse(when(earlier)) < SAME_BREATH_MS
  );
}

/** The first of the last `unread` messages that the customer wrote, or null when all are read. */
export function firstUnread(messages: readonly Message[], unread: number): string | null {
  let left = unread;
  for (let index = messages.length - 1; index >= 0 && left > 0; index -= 1) {
    const message = messages[index];
    if (message?.direction !== "in") continue;
    left -= 1;
    if (left === 0) return message.id;
  }
  return unread > 0 ? (messages.find((message) => message.direction === "in")?.id ?? null) : null;
}

/** Lay the thread out as rows: day separators, the unread line, messages in groups, then what is still being sent. */
export function threadRows(
  messages: readonly Message[],
  pendings: readonly Pending[],
  unread: { from: string | null; count: number },
): Row[] {
  const rows: Row[] = [];
  messages.forEach((message, index) => {
    const before = messages[index - 1];
    if (!before || !isSameDay(when(before), when(message))) {
      rows.push({ kind: "day", key: `day-${new Date(when(message)).toDateString()}`, at: when(message) });
    }
    if (message.id === unread.from) rows.push({ kind: "unread", key: "unread", count: unread.count });
    rows.push({
      kind: "message",
      key: message.client_id ?? message.id,
      message,
      isFirst: message.id === unread.from || !isContinued(before, message),
      isLast: !isContinued(message, messages[index + 1]),
    });
  });
  const arrived = new Set(messages.map((message) => message.client_id));
  const waiting = pendings.filter((pending) => !arrived.has(pending.clientId));
  waiting.forEach((pending, index) => {
    rows.push({ kind: "pending", key: pending.clientId, pending, isFirst: index === 0 });
  });
  return rows;
}
