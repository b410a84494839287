import { useTranslation } from "react-i18next";
import type en from "@/shared/i18n/en";

type Code = keyof typeof en.sourceReasons;

/** Why a page was not read, in the reader's language; the server's sentence for a code we do not know. */
export function useReason(): (told: { reason: string; reason_code: string }) => string {
  const { t, i18n } = useTranslation();
  return ({ reason, reason_code }) =>
    i18n.exists(`sourceReasons.${reason_code}`) ? t(`sourceReasons.${reason_code as Code}`) : reason;
}
