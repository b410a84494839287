import { type ApiError, asApiError } from "@/shared/api/errors";
import type { Message, StoredFile } from "@/shared/api/types";
import { Store, useStore } from "@/shared/lib/store";
import { stored } from "@/shared/lib/stored";
import { uuid } from "@/shared/lib/uuid";
import { cancelMessage, type OutgoingMessage, sendMessage } from "../thread/api";

/** What a person has written and wants sent: a text with files, or a form with its content. */
export type Letter = {
  text: string;
  files: StoredFile[];
  replyTo: Message["reply_to"];
  isPrivate: boolean;
  kind?: OutgoingMessage["kind"];
  content?: Record<string, unknown>;
  mentions?: string[];
  channel?: string | null;
  sendAt?: string | null;
  undoS?: number;
  mail?: OutgoingMessage["mail"];
};

/** `isWaiting`: there was no connection; it goes out by itself as soon as there is one. */
export type Pending = Letter & {
  clientId: string;
  writtenAt: string;
  isWaiting: boolean;
  error: ApiError | null;
};

type Kept = { conversation: string; pending: Pending };
type Sender = (conversation: string, message: OutgoingMessage) => Promise<Message>;
type Canceller = (conversation: string, messageId: string) => Promise<Message>;

const NOTHING: readonly Pending[] = [];

function wire(pending: Pending): OutgoingMessage {
  return {
    client_id: pending.clientId,
    kind: pending.kind ?? "text",
    ...(pending.content ? { content: pending.content } : {}),
    text: pending.text,
    attachments: pending.files.map((file) => file.id),
    reply_to: pending.replyTo?.id ?? null,
    private: pending.isPrivate,
    mentions: pending.mentions ?? [],
    channel: pending.channel ?? null,
    send_at: pending.sendAt ?? null,
    undo_s: pending.undoS ?? 0,
    ...(pending.mail ? { mail: pending.mail } : {}),
  };
}

/**
 * What was written and not yet confirmed. It lives beside the query cache, so that a refetch cannot lose it;
 * the thread shows cache + outbox and hides an entry whose client_id has arrived. Entries are kept in the browser
 * until then, one key each, so that several tabs cannot overwrite each other; the server knows a client_id that
 * comes twice.
 */
export class Outbox {
  readonly store = new Store<Record<string, readonly Pending[]>>({});
  private readonly draining = new Map<string, Promise<void>>();
  private readonly takenBack = new Set<string>();
  private readonly send: Sender;
  private readonly cancelSent: Canceller;
  private owner: string | null = null;
  onSent: (message: Message) => void = () => {};

  constructor(send: Sender, cancelSent: Canceller = cancelMessage) {
    this.send = send;
    this.cancelSent = cancelSent;
  }

  readonly of = (conversation: string): readonly Pending[] => this.store.get()[conversation] ?? NOTHING;

  /** Take up what this member left unsent in this browser, and go on with what waits for a connection. */
  open(member: string): void {
    if (this.owner !== member) {
      this.owner = member;
      this.store.update(() => ({}));
      const kept = stored
        .keys(this.key(""))
        .flatMap((key) => {
          const entry = this.read(key);
          return entry ? [entry] : [];
        })
        .sort((a, b) => a.pending.writtenAt.localeCompare(b.pending.writtenAt));
      for (const { conversation, pending } of kept) {
        this.change(conversation, (list) => [
          ...list,
          { ...pending, undoS: 0, isWaiting: true, error: null },
        ]);
      }
    }
    this.resume();
  }

  readonly resume = (): void => {
    for (const conversation of Object.keys(this.store.get())) void this.drain(conversation);
  };

  post(conversation: string, letter: Letter): Promise<void> {
    return this.hand(conversation, letter).done;
  }

  /** Like `post`, with the id by which the letter can be taken back. */
  hand(conversation: string, letter: Letter): { clientId: string; done: Promise<void> } {
    const pending: Pending = {
      ...letter,
      clientId: uuid(),
      writtenAt: new Date().toISOString(),
      isWaiting: false,
      error: null,
    };
    this.change(conversation, (list) => [...list, pending]);
    this.keep(conversation, pending);
    return { clientId: pending.clientId, done: this.drain(conversation) };
  }

  /** Send a failed entry again under the same client_id: the server knows it if it had arrived after all. */
  retry(conversation: string, clientId: string): Promise<void> {
    this.patch(conversation, clientId, { error: null, isWaiting: false });
    return this.drain(conversation);
  }

  settle(conversation: string, clientId: string): void {
    stored.set(this.key(clientId), null);
    this.change(conversation, (list) => {
      const rest = list.filter((entry) => entry.clientId !== clientId);
      return rest.length === list.length ? list : rest;
    });
  }

  /** Take back an entry that the server has not confirmed; if it is on its way, it is cancelled there too. */
  takeBack(conversation: string, clientId: string): boolean {
    if (!this.of(conversation).some((entry) => entry.clientId === clientId)) return false;
    this.takenBack.add(clientId);
    this.settle(conversation, clientId);
    return true;
  }

  /** One at a time per conversation: the customer reads the messages in the order they were written. */
  private drain(conversation: string): Promise<void> {
    const running = this.draining.get(conversation);
    if (running) return running;
    const run = this.deliverAll(conversation).finally(() => this.draining.delete(conversation));
    this.draining.set(conversation, run);
    return run;
  }

  private async deliverAll(conversation: string): Promise<void> {
    for (;;) {
      const next = this.of(conversation).find((entry) => entry.error === null);
      if (!next || !(await this.deliver(conversation, next))) return;
    }
  }

  /** Returns false when there is no connection, so that nothing overtakes what waits. */
  private async deliver(conversation: string, pending: Pending): Promise<boolean> {
    try {
      const message = await this.send(conversation, wire(pending));
      if (this.takenBack.delete(pending.clientId)) {
        // Too late is shown by the message itself, which then arrives as a frame.
        await this.cancelSent(conversation, message.id).catch(() => this.onSent(message));
        return true;
      }
      this.onSent(message);
      this.settle(conversation, pending.clientId);
      return true;
    } catch (error) {
      const reason = asApiError(error);
      const isOffline = reason.code === "offline";
      this.patch(conversation, pending.clientId, isOffline ? { isWaiting: true } : { error: reason });
      return !isOffline;
    }
  }

  private key(clientId: string): string {
    return `outbox.${this.owner}.${clientId}`;
  }

  private keep(conversation: string, pending: Pending): void {
    if (this.owner) stored.set(this.key(pending.clientId), JSON.stringify({ conversation, pending }));
  }

  private read(key: string): Kept | null {
    try {
      return JSON.parse(stored.get(key) ?? "null") as Kept | null;
    } catch {
      return null;
    }
  }

  private patch(conversation: string, clientId: string, change: Partial<Pending>): void {
    this.change(conversation, (list) =>
      list.map((entry) => (entry.clientId === clientId ? { ...entry, ...change } : entry)),
    );
  }

  private change(conversation: string, change: (list: readonly Pending[]) => readonly Pending[]): void {
    this.store.update((all) => {
      const held = all[conversation] ?? NOTHING;
      const next = change(held);
      return next === held ? all : { ...all, [conversation]: next };
    });
  }
}

export const outbox = new Outbox(sendMessage);
window.addEventListener("online", outbox.resume);

export function useOutbox(conversation: string): readonly Pending[] {
  return useStore(outbox.store, (all) => all[conversation] ?? NOTHING);
}
