import { type ApiError, asApiError } from "@/shared/api/errors";
import type { Message, StoredFile } from "@/shared/api/types";
import { Store, useStore } from "@/shared/lib/store";
import { uuid } from "@/shared/lib/uuid";
import { type OutgoingMessage, sendMessage } from "../api";

export type Pending = {
  clientId: string;
  text: string;
  files: StoredFile[];
  replyTo: Message["reply_to"];
  isPrivate: boolean;
  writtenAt: string;
  error: ApiError | null;
};

export type Letter = Pick<Pending, "text" | "files" | "replyTo" | "isPrivate">;
type Sender = (conversation: string, message: OutgoingMessage) => Promise<Message>;

const NOTHING: readonly Pending[] = [];

/**
 * What was written and not yet confirmed. It lives beside the query cache, so that a refetch cannot lose it;
 * the thread shows cache + outbox and hides an entry whose client_id has arrived.
 */
export class Outbox {
  readonly store = new Store<Record<string, readonly Pending[]>>({});
  private readonly queues = new Map<string, Promise<unknown>>();
  private readonly send: Sender;
  onSent: (message: Message) => void = () => {};

  constructor(send: Sender) {
    this.send = send;
  }

  readonly of = (conversation: string): readonly Pending[] => this.store.get()[conversation] ?? NOTHING;

  post(conversation: string, letter: Letter): Promise<void> {
    const pending: Pending = {
      ...letter,
      clientId: uuid(),
      writtenAt: new Date().toISOString(),
      error: null,
    };
    this.change(conversation, (list) => [...list, pending]);
    return this.enqueue(conversation, pending);
  }

  /** Send a failed entry again under the same client_id: the server knows it if it had arrived after all. */
  retry(conversation: string, clientId: string): Promise<void> {
    const pending = this.of(conversation).find((entry) => entry.clientId === clientId);
    if (!pending) return Promise.resolve();
    this.change(conversation, (list) =>
      list.map((entry) => (entry === pending ? { ...entry, error: null } : entry)),
    );
    return this.enqueue(conversation, pending);
  }

  settle(conversation: string, clientId: string): void {
    this.change(conversation, (list) => {
      const rest = list.filter((entry) => entry.clientId !== clientId);
      return rest.length === list.length ? list : rest;
    });
  }

  /** One at a time per conversation: the customer reads the messages in the order they were written. */
  private enqueue(conversation: string, pending: Pending): Promise<void> {
    const turn = (this.queues.get(conversation) ?? Promise.resolve()).then(() =>
      this.deliver(conversation, pending),
    );
    this.queues.set(conversation, turn);
    return turn;
  }

  private async deliver(conversation: string, pending: Pending): Promise<void> {
    try {
      const message = await this.send(conversation, {
        client_id: pending.clientId,
        text: pending.text,
        attachments: pending.files.map((file) => file.id),
        reply_to: pending.replyTo?.id ?? null,
        private: pending.isPrivate,
      });
      this.onSent(message);
      this.settle(conversation, pending.clientId);
    } catch (error) {
      const reason = asApiError(error);
      this.change(conversation, (list) =>
        list.map((entry) => (entry.clientId === pending.clientId ? { ...entry, error: reason } : entry)),
      );
    }
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

export function useOutbox(conversation: string): readonly Pending[] {
  return useStore(outbox.store, (all) => all[conversation] ?? NOTHING);
}
