import type { Draft, Message } from "./types";

export type Thread = { messages: Message[]; drafts: Draft[] };

const order = (a: Message, b: Message) => a.at.localeCompare(b.at) || a.id.localeCompare(b.id);

/** Put messages into the thread: newer revisions win, drafts give way to what the server shows back. */
export function merge(thread: Thread, incoming: Message[]): Thread {
  const byId = new Map(thread.messages.map((message) => [message.id, message]));
  for (const message of incoming) {
    const known = byId.get(message.id);
    if (!known || message.rev >= known.rev) {
      // The team's reading is told once; a later lookup of the message does not know of it.
      const status = known?.status === "read" && message.from === "visitor" ? "read" : message.status;
      byId.set(message.id, { ...message, status });
    }
  }
  const shown = new Set(incoming.map((message) => message.client_id));
  return {
    messages: [...byId.values()].sort(order),
    drafts: thread.drafts.filter((draft) => !shown.has(draft.client_id)),
  };
}

export function putDraft(thread: Thread, draft: Draft): Thread {
  const others = thread.drafts.filter((one) => one.client_id !== draft.client_id);
  return { ...thread, drafts: [...others, draft] };
}

export function setDraft(thread: Thread, clientId: string, state: Draft["state"]): Thread {
  return {
    ...thread,
    drafts: thread.drafts.map((draft) => (draft.client_id === clientId ? { ...draft, state } : draft)),
  };
}

/** The team has read everything up to this message of ours. */
export function markSeen(thread: Thread, clientId: string): Thread {
  const last = thread.messages.findIndex((message) => message.client_id === clientId);
  const messages = thread.messages.map((message, index) =>
    message.from === "visitor" && (last < 0 || index <= last) ? { ...message, status: "read" } : message,
  );
  return { ...thread, messages };
}

export const lastId = (thread: Thread) => thread.messages[thread.messages.length - 1]?.id ?? "";

/** How many answers stand below the visitor's own last sign of life and are not marked read. */
export function unreadOf(thread: Thread): number {
  return thread.messages.filter((message) => message.from !== "visitor" && message.status !== "read").length;
}
