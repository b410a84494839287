import { useTranslation } from "react-i18next";
import type en from "@/shared/i18n/en";
import { useFailureText } from "@/shared/i18n/failureText";

type KnownTrouble = keyof typeof en.channels.trouble;

/** What was noted when a channel stopped working, in the reader's language; as the server worded it if it is new. */
export function useTroubleText(): (noted: { code: string; text: string }, kind: string) => string {
  const { t, i18n } = useTranslation();
  const failureText = useFailureText();
  return ({ code, text }, kind) => {
    if (i18n.exists(`channels.trouble.${code}`)) return t(`channels.trouble.${code as KnownTrouble}`);
    return text && failureText({ code, message: text }, kind);
  };
}
