import { channelName } from "@/shared/ui/ChannelIcon";

/** What a platform whose webhooks come in is called; not all of them are channels. */
export function platformName(platform: string): string {
  return platform === "stripe" ? "Stripe" : channelName(platform);
}
