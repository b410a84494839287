import { Store } from "@/shared/lib/store";
import { uuid } from "@/shared/lib/uuid";

export type Toast = {
  id: string;
  tone: "plain" | "good" | "bad";
  text: string;
  action?: { label: string; onClick: () => void };
  /** Until when its action can be taken, in ms since 1970: the seconds are counted down. */
  until?: number;
};

const SHOWN_FOR_MS = 5_000;
const MOST_AT_ONCE = 3;

export const toasts = new Store<readonly Toast[]>([]);

export function dismissToast(id: string): void {
  toasts.update((all) => all.filter((one) => one.id !== id));
}

function show(tone: Toast["tone"], text: string, action?: Toast["action"], forMs?: number): string {
  const id = uuid();
  const until = forMs && Date.now() + forMs;
  toasts.update((all) => [...all, { id, tone, text, action, until }].slice(-MOST_AT_ONCE));
  setTimeout(() => dismissToast(id), Math.max(SHOWN_FOR_MS, forMs ?? 0));
  return id;
}

/** A word in passing that disappears by itself; an action turns it into an undo. */
export const toast = {
  plain: (text: string, action?: Toast["action"], forMs?: number) => show("plain", text, action, forMs),
  success: (text: string) => show("good", text),
  error: (text: string) => show("bad", text),
};
