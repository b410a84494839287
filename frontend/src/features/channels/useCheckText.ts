import { useTranslation } from "react-i18next";
import type { ChannelHealth } from "@/shared/api/types";
import { useLanguage } from "@/shared/i18n";
import type en from "@/shared/i18n/en";
import { dayOnly, fullWhen } from "@/shared/lib/dates";
import { channelName } from "@/shared/ui/ChannelIcon";
import { useAgo } from "./useAgo";

type KnownCode = keyof typeof en.channels.check;
type Check = ChannelHealth["checks"][number];

/** A health check in the reader's language, or as the server worded it when its code is new to us. */
export function useCheckText(kind: string): (check: Check) => string {
  const { t, i18n } = useTranslation();
  const language = useLanguage();
  const ago = useAgo();
  const brand = channelName(kind);
  return (check) => {
    const { code, text, values } = check;
    if (!code || !i18n.exists(`channels.check.${code}`)) return text;
    const { at } = values;
    const moment = at ? { ago: ago(at), date: dayOnly(at, language), when: fullWhen(at, language) } : {};
    return t(`channels.check.${code as KnownCode}`, { brand, ...values, ...moment });
  };
}
