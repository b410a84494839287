import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { keys, readAll, unreadQuery } from "./api";

/** How many alerts wait; those about the conversation on screen count as read while someone looks. */
export function useAlerts(openConversation: string | undefined): number {
  const client = useQueryClient();
  const { data: unread = 0 } = useQuery(unreadQuery);
  useEffect(() => {
    if (!openConversation || unread === 0) return;
    const read = () => {
      if (document.visibilityState !== "visible") return;
      readAll(openConversation).then(
        (left) => client.setQueryData<number>(keys.unread, left),
        // The next change of the count tries again.
        () => {},
      );
    };
    read();
    document.addEventListener("visibilitychange", read);
    return () => document.removeEventListener("visibilitychange", read);
  }, [client, openConversation, unread]);
  useEffect(() => {
    const { setAppBadge, clearAppBadge } = navigator;
    // Browsers without badges lack both; a page that is not installed may refuse.
    if (unread > 0) setAppBadge?.call(navigator, unread).catch(() => {});
    else clearAppBadge?.call(navigator).catch(() => {});
  }, [unread]);
  return unread;
}
