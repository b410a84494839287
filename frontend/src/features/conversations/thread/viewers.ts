import { useEffect } from "react";
import { Store, useStore } from "@/shared/lib/store";
import { useLiveSocket } from "@/shared/ws/live";

export type Looker = { kind: string; id: string; name: string };

const NOBODY: readonly Looker[] = [];
const store = new Store<Record<string, readonly Looker[]>>({});

/** Which colleagues have the same conversation open; told by the server as a whole list each time. */
export const viewers = {
  see(conversation: string, who: readonly Looker[]): void {
    const people = [...new Map(who.map((one) => [one.id, one])).values()];
    store.update((all) => ({ ...all, [conversation]: people }));
  },
  forget(conversation: string): void {
    store.update(({ [conversation]: _gone, ...others }) => others);
  },
};

export function useViewers(conversation: string): readonly Looker[] {
  return useStore(store, (all) => all[conversation] ?? NOBODY);
}

/** Tell the server that this conversation is being looked at, again after each reconnect, and when it no longer is. */
export function useLookAt(conversation: string): void {
  const socket = useLiveSocket();
  useEffect(() => {
    if (!socket) return;
    let wasOpen = false;
    const tell = () => {
      const isOpen = socket.getState().phase === "open";
      if (isOpen && !wasOpen && document.visibilityState === "visible")
        socket.send({ type: "viewing", conversation });
      wasOpen = isOpen;
    };
    const onVisibility = () => {
      if (document.visibilityState === "visible") socket.send({ type: "viewing", conversation });
      else socket.send({ type: "viewing", conversation: "", state: "off" });
    };
    tell();
    const unsubscribe = socket.subscribe(tell);
    document.addEventListener("visibilitychange", onVisibility);
    return () => {
      unsubscribe();
      document.removeEventListener("visibilitychange", onVisibility);
      socket.send({ type: "viewing", conversation: "", state: "off" });
      viewers.forget(conversation);
    };
  }, [socket, conversation]);
}
