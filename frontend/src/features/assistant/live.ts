import { Store } from "@/shared/lib/store";
import type { LiveHandlers } from "@/shared/ws/handlers";

/** What of the answer is written so far; the answer itself comes with the request. */
export const writing = new Store<string>("");

export const assistantHandlers: LiveHandlers = {
  "assistant.delta": (frame) => writing.update(() => (frame.data as { text: string }).text),
};
