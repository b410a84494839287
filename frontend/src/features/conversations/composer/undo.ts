import { Store, useStore } from "@/shared/lib/store";
import { cancelMessage } from "../thread/api";
import { keptHabits } from "./habits";
import { type Letter, outbox } from "./outbox";

export type Undoable = { conversation: string; clientId: string; letter: Letter; seconds: number };

const store = new Store<Undoable | null>(null);
const sentIds = new Map<string, string>();
let timer: ReturnType<typeof setTimeout> | undefined;

function expireIn(seconds: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => store.update(() => null), seconds * 1_000);
}

/** Remember which message a letter became, so that it can be called back. */
export function noteSent(clientId: string | null, messageId: string): void {
  const last = store.get();
  if (!clientId || last?.clientId !== clientId || sentIds.has(clientId)) return;
  sentIds.set(clientId, messageId);
  // The server counts from when it got the message, which may have taken a while.
  expireIn(last.seconds);
}

/** Hand a letter to the outbox and hold it back for a moment, except what only the team sees or goes out later. */
export function offerUndo(conversation: string, letter: Letter): void {
  const seconds = letter.isPrivate || letter.sendAt ? 0 : keptHabits().undoS;
  const { clientId } = outbox.hand(conversation, { ...letter, undoS: seconds });
  clearTimeout(timer);
  sentIds.clear();
  if (!seconds) {
    store.update(() => null);
    return;
  }
  store.update(() => ({ conversation, clientId, letter, seconds }));
  expireIn(seconds);
}

/** Call the last letter back; resolves to what it was, rejects when it has already gone out. */
export async function undoLast(onGone: (messageId: string) => void): Promise<Letter | null> {
  const last = store.get();
  if (!last) return null;
  store.update(() => null);
  clearTimeout(timer);
  if (outbox.takeBack(last.conversation, last.clientId)) return last.letter;
  const messageId = sentIds.get(last.clientId);
  if (!messageId) return null;
  await cancelMessage(last.conversation, messageId);
  onGone(messageId);
  return last.letter;
}

export function useUndoable(conversation: string): Undoable | null {
  return useStore(store, (last) => (last?.conversation === conversation ? last : null));
}
