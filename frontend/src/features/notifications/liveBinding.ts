import type { QueryClient } from "@tanstack/react-query";
import type { Pages } from "@/shared/api/paging";
import type { LiveHandlers } from "@/shared/ws/handlers";
import { type Alert, keys } from "./api";
import { withAlert } from "./live";

type Told = { alert: Alert | null; unread: number; sound: boolean };

function show(client: QueryClient, { alert, unread, sound }: Told): void {
  client.setQueryData<number>(keys.unread, unread);
  if (alert) {
    for (const isUnreadOnly of [true, false]) {
      client.setQueryData<Pages<Alert>>([...keys.list, isUnreadOnly], (pages) => withAlert(pages, alert));
    }
  } else {
    // Something was read on another device; which alerts, the frame does not say.
    void client.invalidateQueries({ queryKey: keys.list });
  }
  if (sound) void import("./sound").then(({ chime }) => chime());
}

export const notificationHandlers: LiveHandlers = {
  notification: (frame, { client }) => show(client, frame.data as Told),
  // These frames are not kept for those who were away.
  hello: (_frame, { client }) => void client.invalidateQueries({ queryKey: keys.all }),
};
