import { useTranslation } from "react-i18next";
import type { ChannelAccount } from "@/shared/api/types";
import { conditionOf } from "./condition";
import { useAgo } from "./useAgo";

/** One line in plain words: does it work, and when did the last message come. */
export function useConditionText(account: ChannelAccount): string {
  const { t } = useTranslation();
  const ago = useAgo();
  const condition = conditionOf(account);
  if (condition.is === "held") return t(`channels.hold.${condition.why.code}`);
  if (condition.is === "expiring") return t("channels.condition.expiring", { count: condition.days });
  if (condition.is === "works" && account.last_event_at) {
    return t("channels.condition.works", { ago: ago(account.last_event_at) });
  }
  return t(`channels.condition.${condition.is as "error" | "expired" | "quiet"}`);
}
