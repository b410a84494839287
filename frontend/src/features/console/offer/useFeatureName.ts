import { useTranslation } from "react-i18next";
import { channelName } from "@/shared/ui/ChannelIcon";

/** A feature's name for people; one that nobody has worded yet shows as it is written in the code. */
export function useFeatureName(): (name: string) => string {
  const { t, i18n } = useTranslation();
  return (name) => {
    if (i18n.exists(`plans.features.${name}`)) return t(`plans.features.${name as "google_calendar"}`);
    const channel = channelName(name);
    return channel === name ? name.replaceAll("_", " ") : channel;
  };
}
