import { useTranslation } from "react-i18next";
import type { Message } from "@/shared/api/types";
import type en from "@/shared/i18n/en";
import { fields, words } from "./payload";

type System = keyof typeof en.channels.system;
type Strange = keyof typeof en.channels.strange;

/** What a channel tells about a person, in the reader's language where we know it; else in the channel's own words. */
export function useToldText(): (message: Message) => string {
  const { t, i18n } = useTranslation();
  return ({ payload, text }) => {
    const told = fields(payload.system);
    const way = fields(payload.referral);
    const name = words(fields(way?.ads_context_data)?.ad_title) || words(way?.ref);
    const number = words(told?.wa_id) && `+${words(told?.wa_id)}`;
    const type = way && !name ? "arrival" : words(told?.type);
    // A sentence with a gap that nothing fills would say less than the channel's own.
    const isTold = i18n.exists(`channels.system.${type}`) && (number || !type.endsWith("_changed_number"));
    return isTold ? t(`channels.system.${type as System}`, { number, name }) : text;
  };
}

/** What came that cannot be shown here: in words where we know it, empty where only its name is known. */
export function useStrangeText(): (type: string) => string {
  const { t, i18n } = useTranslation();
  return (type) => (i18n.exists(`channels.strange.${type}`) ? t(`channels.strange.${type as Strange}`) : "");
}
