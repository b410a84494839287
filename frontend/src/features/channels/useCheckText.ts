import { useTranslation } from "react-i18next";
import type { ChannelHealth } from "@/shared/api/types";
import type en from "@/shared/i18n/en";
import { channelName } from "@/shared/ui/ChannelIcon";

type KnownCode = keyof typeof en.channels.check;
type Check = ChannelHealth["checks"][number];

/** A health check in the reader's language, or as the server worded it when its code is new to us. */
export function useCheckText(kind: string): (check: Check) => string {
  const { t, i18n } = useTranslation();
  const brand = channelName(kind);
  return (check) => {
    const { code, text } = check;
    const values = "values" in check ? (check.values as Record<string, string>) : {};
    if (!code || !i18n.exists(`channels.check.${code}`)) return text;
    return t(`channels.check.${code as KnownCode}`, { brand, ...values });
  };
}
