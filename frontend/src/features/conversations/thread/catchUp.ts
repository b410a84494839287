import type { QueryClient, QueryKey } from "@tanstack/react-query";
import type { Page } from "@/shared/api/paging";
import type { Message } from "@/shared/api/types";
import { onceFetched, perClient } from "../keepUp";
import { keys } from "../keys";
import { applyMessage, dropMessage, type Thread } from "./cache";

const REMEMBERED = 1_000;

/** `message` is null when it was taken back before it went out. */
type News = { id: string; conversation: string; message: Message | null; at: number };

/**
 * What was heard of messages lately, whether their thread was loaded or not. An answer that was on its way while a
 * frame came is brought up to date with it, and a late frame does not bring back what was taken back.
 */
class MessageJournal {
  private readonly news = new Map<string, News>();
  private clock = 0;

  /** Note a message; false when it was taken back, or something newer is known. */
  note(message: Message): boolean {
    const held = this.news.get(message.id);
    if (held && (held.message === null || message.rev < held.message.rev)) return false;
    this.write({ id: message.id, conversation: message.conversation, message });
    return true;
  }

  drop(conversation: string, id: string): void {
    this.write({ id, conversation, message: null });
  }

  /** A point in time to ask `since` about. */
  mark(): number {
    return this.clock;
  }

  since(conversation: string, mark: number): News[] {
    return [...this.news.values()].filter((one) => one.at > mark && one.conversation === conversation);
  }

  private write(news: Omit<News, "at">): void {
    this.clock += 1;
    this.news.delete(news.id);
    this.news.set(news.id, { ...news, at: this.clock });
    const oldest = this.news.keys().next();
    if (this.news.size > REMEMBERED && !oldest.done) this.news.delete(oldest.value);
  }
}

export const messageJournalOf = perClient(() => new MessageJournal());

/** A thread may be held twice: at its end, and around an old message that somebody jumped to. */
export function eachThread(
  client: QueryClient,
  conversation: string,
  change: (thread: Thread | undefined) => Thread | undefined,
): void {
  client.setQueriesData<Thread>({ queryKey: keys.messages(conversation) }, change);
}

/** Ask for a page of a thread, and apply to it what came by socket while the answer was on its way. */
export async function caughtUp(
  client: QueryClient,
  conversation: string,
  queryKey: QueryKey,
  fetchPage: () => Promise<Page<Message>>,
): Promise<Page<Message>> {
  const journal = messageJournalOf(client);
  const mark = journal.mark();
  const page = await fetchPage();
  onceFetched(client, queryKey, () => {
    for (const { id, message } of journal.since(conversation, mark)) {
      eachThread(client, conversation, (thread) =>
        message ? applyMessage(thread, message) : dropMessage(thread, id),
      );
    }
  });
  return page;
}
