import { useSyncExternalStore } from "react";
import { serverNow } from "./clock";

const TICK_MS = 30_000;
const listeners = new Set<() => void>();
let now = serverNow();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  now = serverNow();
  timer ??= setInterval(() => {
    now = serverNow();
    for (const one of listeners) one();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The time in ms, twice a minute; one clock for everything on the screen that counts minutes. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}
