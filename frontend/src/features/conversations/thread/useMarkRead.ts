import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Conversation } from "@/shared/api/types";
import { markRead } from "../api";
import { showConversation } from "../liveBinding";

const LOOKED_AT_MS = 500;

/** Tell the server that the open thread was seen, once the tab is really being looked at. */
export function useMarkRead(conversation: Conversation | undefined): void {
  const client = useQueryClient();
  const id = conversation?.id;
  const hasUnread = (conversation?.unread ?? 0) > 0;
  useEffect(() => {
    if (!id || !hasUnread) return;
    let timer: ReturnType<typeof setTimeout>;
    const look = () => {
      clearTimeout(timer);
      if (document.visibilityState !== "visible") return;
      timer = setTimeout(async () => {
        // A failed call is asked again with the next message or visit; nobody needs an error for it.
        const read = await markRead(id).catch(() => null);
        if (read) showConversation(client, read);
      }, LOOKED_AT_MS);
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [id, hasUnread, client]);
}
