import { isSameDay } from "date-fns";
import type { Message } from "@/shared/api/types";
import type { Pending } from "../composer/outbox";

export type MessageRow = {
  kind: "message";
  key: string;
  message: Message;
  /** The other messages of an album that the customer sent as one. */
  album: readonly Message[];
  isFirst: boolean;
  isLast: boolean;
  /** Where it was said, when that differs from the message before. */
  isOtherChannel: boolean;
};
export type Row =
  | { kind: "day"; key: string; at: string }
  | { kind: "unread"; key: string; count: number }
  | { kind: "session"; key: string; at: string }
  | { kind: "resolved"; key: string; at: string | null; by: string | null }
  | { kind: "scheduled"; key: string; count: number }
  | MessageRow
  | { kind: "pending"; key: string; pending: Pending; isFirst: boolean };

export type Session = { startedAt: string; isOver: boolean; endedAt: string | null; endedBy: string | null };

export type Outline = {
  unread: { from: string | null; count: number };
  /** Stretches of the thread, newest first: from when the customer wrote anew until everything was settled. */
  sessions?: readonly Session[];
  /** The newest message is loaded: what stands below it may be shown. */
  isAtEnd?: boolean;
};

// One for all, so that what is drawn of a message stays as long as the message does.
const NO_ALBUM: readonly Message[] = [];
const SAME_BREATH_MS = 5 * 60_000;
// The session begins by our clock, the message that began it stands by the platform's.
const CLOCKS_DIFFER_MS = 60_000;

function when(message: Message): string {
  return message.provider_at;
}

function isContinued(earlier: Message | undefined, later: Message | undefined): boolean {
  if (!earlier || !later) return false;
  return (
    earlier.sender.kind === later.sender.kind &&
    earlier.sender.id === later.sender.id &&
    earlier.private === later.private &&
    earlier.channel.id === later.channel.id &&
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

function albumOf(message: Message): string | null {
  const group = message.payload.media_group;
  return typeof group === "string" && message.attachments.length > 0 ? `${message.direction}${group}` : null;
}

/** Photos that were sent together stand together: each group is its first message with words, or its first. */
function gathered(messages: readonly Message[]): { lead: Message; album: readonly Message[] }[] {
  const groups: { id: string | null; all: Message[] }[] = [];
  for (const message of messages) {
    const id = albumOf(message);
    const last = groups.at(-1);
    if (id && last?.id === id) last.all.push(message);
    else groups.push({ id, all: [message] });
  }
  return groups.map(({ all }) => {
    const lead = all.find((message) => message.text) ?? (all[0] as Message);
    return { lead, album: all.length > 1 ? all : NO_ALBUM };
  });
}

/** The newest session that began after one message and not after the other; -1 when none did. */
function begunBetween(sessions: readonly Session[], before: Message, message: Message): number {
  return sessions.findIndex(({ startedAt }) => {
    const started = Date.parse(startedAt) - CLOCKS_DIFFER_MS;
    return Date.parse(when(before)) < started && Date.parse(when(message)) >= started;
  });
}

function resolvedRow({ startedAt, endedAt, endedBy }: Session): Row {
  return { kind: "resolved", key: `resolved-${startedAt}`, at: endedAt, by: endedBy };
}

function messageRows(messages: readonly Message[], outline: Outline): Row[] {
  const rows: Row[] = [];
  const sessions = outline.sessions ?? [];
  const groups = gathered(messages);
  let saidOn: string | null = null;
  groups.forEach(({ lead: message, album }, index) => {
    const before = groups[index - 1]?.lead;
    const begun = before && message.direction === "in" ? begunBetween(sessions, before, message) : -1;
    const isSessionStart = begun >= 0;
    if (isSessionStart) {
      const earlier = sessions[begun + 1];
      if (earlier?.isOver) rows.push(resolvedRow(earlier));
      rows.push({ kind: "session", key: `session-${sessions[begun]?.startedAt}`, at: when(message) });
    }
    if (!before || !isSameDay(when(before), when(message))) {
      rows.push({ kind: "day", key: `day-${new Date(when(message)).toDateString()}`, at: when(message) });
    }
    const isUnreadStart = [message, ...album].some((one) => one.id === outline.unread.from);
    if (isUnreadStart) rows.push({ kind: "unread", key: "unread", count: outline.unread.count });
    rows.push({
      kind: "message",
      key: message.client_id ?? message.id,
      message,
      album,
      isFirst: isUnreadStart || isSessionStart || !isContinued(before, message),
      isLast: !isContinued(message, groups[index + 1]?.lead),
      isOtherChannel: saidOn !== null && !message.private && saidOn !== message.channel.id,
    });
    if (!message.private) saidOn = message.channel.id;
  });
  return rows;
}

/** Lay the thread out as rows: days, sessions, the unread line, messages in groups, what is being sent, what waits for its time. */
export function threadRows(
  messages: readonly Message[],
  pendings: readonly Pending[],
  outline: Outline,
): Row[] {
  const scheduled = messages.filter((message) => message.status === "scheduled");
  const said = scheduled.length ? messages.filter((message) => message.status !== "scheduled") : messages;
  const rows = messageRows(said, outline);
  if (outline.isAtEnd === false) return rows;
  const present = outline.sessions?.[0];
  if (present?.isOver && rows.length) rows.push(resolvedRow(present));
  const arrived = new Set(messages.map((message) => message.client_id));
  const waiting = pendings.filter((pending) => !arrived.has(pending.clientId));
  waiting.forEach((pending, index) => {
    rows.push({ kind: "pending", key: pending.clientId, pending, isFirst: index === 0 });
  });
  if (scheduled.length) {
    rows.push({ kind: "scheduled", key: "scheduled", count: scheduled.length });
    for (const message of scheduled) {
      const key = message.client_id ?? message.id;
      rows.push({
        kind: "message",
        key,
        message,
        album: NO_ALBUM,
        isFirst: true,
        isLast: true,
        isOtherChannel: false,
      });
    }
  }
  return rows;
}

/** The day that the row at `index` belongs to, for the label that stays on the screen while its separator scrolls away. */
export function dayAt(rows: readonly Row[], index: number): string | null {
  for (let at = Math.min(index, rows.length - 1); at >= 0; at -= 1) {
    const row = rows[at];
    if (row?.kind === "day") return row.at;
  }
  return null;
}

export function indexOfMessage(rows: readonly Row[], id: string): number {
  return rows.findIndex(
    (row) => row.kind === "message" && (row.message.id === id || row.album.some((one) => one.id === id)),
  );
}
