import { useEffect, useState } from "react";
import type { Conversation } from "@/shared/api/types";
import { serverNow } from "@/shared/lib/clock";

type Window = Conversation["window"];
/** `isForPeople`: the agent may no longer answer, a person still may. Times are null where nothing ever closes. */
export type ReplyWindow = {
  isOpen: boolean;
  isForPeople: boolean;
  closesAt: number | null;
  leftMs: number | null;
};

const MINUTE_MS = 60_000;

export function replyWindow(window: Window, now: number): ReplyWindow {
  const general = window.closes_at === null ? null : Date.parse(window.closes_at);
  const person = window.person_closes_at === null ? null : Date.parse(window.person_closes_at);
  const isGeneral = window.open && (general === null || general > now);
  const isPerson = window.open_to_people && (person === null ? isGeneral : person > now);
  const closesAt = isGeneral && person === null ? general : (person ?? general);
  return {
    isOpen: isGeneral || isPerson,
    isForPeople: !isGeneral && isPerson,
    closesAt,
    leftMs: closesAt === null ? null : Math.max(0, closesAt - now),
  };
}

/** Whether the channel still lets us answer and for how long; it closes by the clock, without waiting for the server. */
export function useReplyWindow(window: Window): ReplyWindow {
  const [now, setNow] = useState(serverNow);
  const found = replyWindow(window, now);
  const { leftMs } = found;
  useEffect(() => {
    if (leftMs === null || leftMs <= 0) return;
    const timer = setTimeout(() => setNow(serverNow()), Math.min(leftMs + 50, MINUTE_MS));
    return () => clearTimeout(timer);
  }, [leftMs]);
  // A frame may have moved the window since the last tick.
  const at = serverNow();
  return Math.abs(at - now) > MINUTE_MS ? replyWindow(window, at) : found;
}
