import { flatten, type Page, type Pages, spread } from "@/shared/api/paging";
import type { Conversation, Message } from "@/shared/api/types";
import type { Filters } from "./keys";

/**
 * Pure rules of "old cache + frame = refetched cache".
 * An entity with an older `rev` than the one at hand is a late frame and changes nothing.
 */
export type Thread = Pages<Message>;
export type ConversationList = Pages<Conversation>;

function isLate(held: { rev: number } | undefined, incoming: { rev: number }): boolean {
  return held !== undefined && incoming.rev < held.rev;
}

export function applyConversation(
  held: Conversation | undefined,
  incoming: Conversation,
): Conversation | undefined {
  if (held === undefined || isLate(held, incoming)) return held;
  return incoming;
}

export function belongs(conversation: Conversation, filters: Filters, memberId: string | null): boolean {
  const { status, assignee, agent } = filters;
  if (
    status === "active"
      ? conversation.status === "resolved"
      : status !== "all" && conversation.status !== status
  ) {
    return false;
  }
  if (assignee === "me" && conversation.assignee?.id !== memberId) return false;
  if (assignee === "none" && conversation.assignee !== null) return false;
  return agent !== "on" || conversation.agent_mode === "autopilot";
}

function lastActivity(conversation: Conversation): number {
  return Date.parse(conversation.last_message?.at ?? conversation.created_at);
}

function newestFirst(a: Conversation, b: Conversation): number {
  return lastActivity(b) - lastActivity(a) || b.id.localeCompare(a.id);
}

export function applyToList(
  list: ConversationList | undefined,
  incoming: Conversation,
  filters: Filters,
  memberId: string | null,
): ConversationList | undefined {
  if (!list) return list;
  const items = flatten(list);
  const held = items.find((item) => item.id === incoming.id);
  if (isLate(held, incoming)) return list;
  // Only the server can match a search text: a found row is refreshed, a new one is not guessed.
  if (filters.q && !held) return list;
  const rest = items.filter((item) => item.id !== incoming.id);
  if (!belongs(incoming, filters, memberId)) return held ? spread(list, rest) : list;
  const next = [...rest, incoming].sort(newestFirst);
  const isBelowLoadedPart = next.at(-1)?.id === incoming.id && Boolean(list.pages.at(-1)?.next);
  return spread(list, isBelowLoadedPart ? rest : next);
}

export function renameContact(list: ConversationList | undefined, contact: { id: string; name: string }) {
  if (!list?.pages.some((page) => page.results.some((item) => item.contact.id === contact.id))) return list;
  const rename = (item: Conversation) =>
    item.contact.id === contact.id ? { ...item, contact: { ...item.contact, name: contact.name } } : item;
  return { ...list, pages: list.pages.map((page) => ({ ...page, results: page.results.map(rename) })) };
}

/** A thread's pages run newest page first, oldest message first inside a page. */
export function messagesOf(thread: Thread | undefined): Message[] {
  return thread ? [...thread.pages].reverse().flatMap((page) => page.results) : [];
}

function isSame(a: Message, b: Message): boolean {
  return a.id === b.id || (a.client_id !== null && a.client_id === b.client_id);
}

function sentAt(message: Message): number {
  return Date.parse(message.provider_at);
}

export function oldestFirst(a: Message, b: Message): number {
  return sentAt(a) - sentAt(b) || a.provider_seq - b.provider_seq || a.id.localeCompare(b.id);
}

function replaceIn(pages: Page<Message>[], incoming: Message): Page<Message>[] {
  return pages.map((page) => ({
    ...page,
    results: page.results.map((message) => (isSame(message, incoming) ? incoming : message)),
  }));
}

export function applyMessage(thread: Thread | undefined, incoming: Message): Thread | undefined {
  const newest = thread?.pages[0];
  if (!thread || !newest) return thread;
  const held = messagesOf(thread).find((message) => isSame(message, incoming));
  if (isLate(held, incoming)) return thread;
  if (held) return { ...thread, pages: replaceIn(thread.pages, incoming) };
  const target = thread.pages.findIndex(
    (page) => page.results[0] && oldestFirst(page.results[0], incoming) <= 0,
  );
  // Older than everything loaded: scrolling up will fetch it, unless this is the whole thread.
  if (target === -1 && thread.pages.at(-1)?.next) return thread;
  const at = target === -1 ? thread.pages.length - 1 : target;
  const pages = thread.pages.map((page, index) =>
    index === at ? { ...page, results: [...page.results, incoming].sort(oldestFirst) } : page,
  );
  return { ...thread, pages };
}
