import type { Page, Pages } from "@/shared/api/paging";
import type { Message } from "@/shared/api/types";

/** A thread's pages run newest page first, oldest message first inside a page. Pure: old cache + frame = refetched cache. */
export type Thread = Pages<Message>;

export function messagesOf(thread: Thread | undefined): Message[] {
  return thread ? [...thread.pages].reverse().flatMap((page) => page.results) : [];
}

function isSame(a: Message, b: Message): boolean {
  return a.id === b.id || (a.client_id !== null && a.client_id === b.client_id);
}

export function oldestFirst(a: Message, b: Message): number {
  return (
    Date.parse(a.provider_at) - Date.parse(b.provider_at) ||
    a.provider_seq - b.provider_seq ||
    a.id.localeCompare(b.id)
  );
}

function hasMoved(a: Message, b: Message): boolean {
  return a.provider_at !== b.provider_at || a.provider_seq !== b.provider_seq;
}

function replaceIn(pages: Page<Message>[], held: Message, incoming: Message): Page<Message>[] {
  return pages.map((page) => {
    if (!page.results.includes(held)) return page;
    const results = page.results.map((message) => (message === held ? incoming : message));
    return { ...page, results };
  });
}

function without(pages: Page<Message>[], id: string): Page<Message>[] {
  return pages.map((page) =>
    page.results.some((message) => message.id === id)
      ? { ...page, results: page.results.filter((message) => message.id !== id) }
      : page,
  );
}

function insertIn(thread: Thread, incoming: Message): Thread {
  const target = thread.pages.findIndex(
    (page) => page.results[0] && oldestFirst(page.results[0], incoming) <= 0,
  );
  // Older than everything loaded: scrolling up will fetch it, unless this is the whole thread.
  if (target === -1 && thread.pages.at(-1)?.next) return thread;
  const at = target === -1 ? thread.pages.length - 1 : target;
  const newest = thread.pages[0];
  const last = newest?.results.at(-1);
  // Newer than everything loaded around an old message: scrolling down will fetch it.
  if (at === 0 && newest?.previous && (!last || oldestFirst(last, incoming) < 0)) return thread;
  const pages = thread.pages.map((page, index) =>
    index === at ? { ...page, results: [...page.results, incoming].sort(oldestFirst) } : page,
  );
  return { ...thread, pages };
}

/** Put a message into the thread; one with an older `rev` than the held one is a late frame and changes nothing. */
export function applyMessage(thread: Thread | undefined, incoming: Message): Thread | undefined {
  if (!thread?.pages[0]) return thread;
  const held = messagesOf(thread).find((message) => isSame(message, incoming));
  if (!held) return insertIn(thread, incoming);
  if (incoming.rev < held.rev) return thread;
  // A scheduled message takes its place in time when it goes out.
  if (hasMoved(held, incoming)) {
    return insertIn({ ...thread, pages: without(thread.pages, held.id) }, incoming);
  }
  return { ...thread, pages: replaceIn(thread.pages, held, incoming) };
}

/** Take out a message that was taken back before it went out. */
export function dropMessage(thread: Thread | undefined, id: string): Thread | undefined {
  if (!thread?.pages.some((page) => page.results.some((message) => message.id === id))) return thread;
  return { ...thread, pages: without(thread.pages, id) };
}
