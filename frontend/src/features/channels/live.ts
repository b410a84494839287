import type { LiveHandlers } from "@/shared/ws/handlers";
import { channelsQuery } from "./api";

export const channelHandlers: LiveHandlers = {
  // The list's key is the beginning of every key of a channel: health and last webhooks are asked anew, too.
  "channel.updated": (_frame, { client }) =>
    void client.invalidateQueries({ queryKey: channelsQuery.queryKey }),
};
