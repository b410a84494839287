import { useEffect, useState } from "react";
import type { Conversation } from "@/shared/api/types";

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Whether the channel still lets us answer; closes by the clock, without waiting for the server to say so. */
export function useReplyWindow({ open, closes_at }: Conversation["window"]): boolean {
  const closesAt = closes_at === null ? Number.POSITIVE_INFINITY : Date.parse(closes_at);
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const left = closesAt - Date.now();
    if (left <= 0 || left > LONGEST_TIMER_MS) return;
    const timer = setTimeout(() => setNow(Date.now()), left + 50);
    return () => clearTimeout(timer);
  }, [closesAt]);
  return open && closesAt > now;
}
