import { useCallback, useEffect, useRef } from "react";
import { useLiveSocket } from "@/shared/ws/live";

const REPEAT_MS = 3_000;
const STOP_AFTER_MS = 4_000;

/** Tell colleagues (and, where the channel can, the customer) that an answer is being written. */
export function useTypingSignal(conversation: string): (isTyping: boolean) => void {
  const socket = useLiveSocket();
  const sentAt = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const stop = useCallback(() => {
    clearTimeout(timer.current);
    if (sentAt.current === 0) return;
    sentAt.current = 0;
    socket?.send({ type: "typing", conversation, state: "off" });
  }, [socket, conversation]);

  useEffect(() => stop, [stop]);

  return useCallback(
    (isTyping: boolean) => {
      if (!isTyping) return stop();
      if (Date.now() - sentAt.current > REPEAT_MS) {
        sentAt.current = Date.now();
        socket?.send({ type: "typing", conversation, state: "on" });
      }
      clearTimeout(timer.current);
      timer.current = setTimeout(stop, STOP_AFTER_MS);
    },
    [socket, conversation, stop],
  );
}
