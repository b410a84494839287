import { createContext, useContext, useEffect, useState, useSyncExternalStore } from "react";
import type { LiveSocket, SocketState } from "./socket";

const BANNER_AFTER_MS = 2_000;
const IDLE: SocketState = { phase: "idle", downSince: null, closeCode: null };

export const LiveContext = createContext<LiveSocket | null>(null);

export function useLiveSocket(): LiveSocket | null {
  return useContext(LiveContext);
}

export function useSocketState(): SocketState {
  const socket = useLiveSocket();
  return useSyncExternalStore(
    (listener) => socket?.subscribe(listener) ?? (() => {}),
    () => socket?.getState() ?? IDLE,
  );
}

/** True when the connection has been gone long enough to be worth a word. */
export function useConnectionLost(): boolean {
  const { downSince } = useSocketState();
  const [isLost, setLost] = useState(false);
  useEffect(() => {
    if (downSince === null) {
      setLost(false);
      return;
    }
    const timer = setTimeout(() => setLost(true), Math.max(0, downSince + BANNER_AFTER_MS - Date.now()));
    return () => clearTimeout(timer);
  }, [downSince]);
  return isLost;
}

/** Polling stands in for the socket while it is away. */
export function usePollMs(): number | false {
  return useConnectionLost() ? 15_000 : false;
}
