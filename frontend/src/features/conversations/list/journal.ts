import type { Conversation } from "@/shared/api/types";

const REMEMBERED = 2_000;

/**
 * The newest that is known of each conversation, whatever list shows it. A late frame cannot bring a row back into a
 * list that it has left, and an answer that was on its way while a frame came is brought up to date with it.
 */
export class Journal {
  private readonly newest = new Map<string, { conversation: Conversation; at: number }>();
  private readonly dropped = new Map<string, number>();
  private clock = 0;

  /** Note a conversation; false when something newer is known already. */
  note(conversation: Conversation): boolean {
    if (!this.write(conversation, this.clock + 1)) return false;
    this.dropped.delete(conversation.id);
    return true;
  }

  /** Note what an answer says: it stands in the cache anyway, so nobody has to be told. */
  learn(conversation: Conversation): void {
    this.write(conversation, 0);
  }

  private write(conversation: Conversation, at: number): boolean {
    const held = this.newest.get(conversation.id);
    if (held && conversation.rev < held.conversation.rev) return false;
    this.clock = Math.max(this.clock, at);
    this.newest.delete(conversation.id);
    this.newest.set(conversation.id, { conversation, at: Math.max(at, held?.at ?? 0) });
    const oldest = this.newest.keys().next();
    if (this.newest.size > REMEMBERED && !oldest.done) this.newest.delete(oldest.value);
    return true;
  }

  drop(id: string): void {
    this.newest.delete(id);
    this.dropped.set(id, ++this.clock);
  }

  get(id: string): Conversation | undefined {
    return this.newest.get(id)?.conversation;
  }

  /** A point in time to ask `since` about. */
  mark(): number {
    return this.clock;
  }

  since(mark: number): { changed: Conversation[]; dropped: string[] } {
    return {
      changed: [...this.newest.values()].filter((one) => one.at > mark).map((one) => one.conversation),
      dropped: [...this.dropped].filter(([, at]) => at > mark).map(([id]) => id),
    };
  }
}
