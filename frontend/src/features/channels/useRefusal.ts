import { useTranslation } from "react-i18next";
import { asApiError } from "@/shared/api/errors";
import type en from "@/shared/i18n/en";
import { useErrorText } from "@/shared/i18n/errorText";

type KnownReason = keyof typeof en.channels.refusal;
type Said = { sentence: string; fields: Record<string, string[]> };

/**
 * The server's word on a connection that failed, in the reader's language where the reason has a code.
 * A refusal by the vendor comes with the field that is to blame, so the same sentence stands beside it.
 */
export function useRefusal(error: unknown): Said {
  const { t, i18n } = useTranslation();
  const errorText = useErrorText();
  if (!error) return { sentence: "", fields: {} };
  const { code, message, fields, data } = asApiError(error);
  if (code !== "connection_refused") {
    const sentence = code === "invalid" ? Object.values(fields).flat().join(" ") : "";
    return { sentence: sentence || errorText(error), fields };
  }
  const reason = typeof data.reason === "string" ? data.reason : "";
  const isKnown = reason !== "" && i18n.exists(`channels.refusal.${reason}`);
  const detail = typeof data.detail === "string" ? data.detail : "";
  const sentence = isKnown ? t(`channels.refusal.${reason as KnownReason}`, { detail }) : message;
  return {
    sentence,
    fields: Object.fromEntries(Object.keys(fields).map((name) => [name, [sentence]])),
  };
}
