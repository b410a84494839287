import { useTranslation } from "react-i18next";
import { asApiError } from "@/shared/api/errors";
import type en from "@/shared/i18n/en";
import { useErrorText } from "@/shared/i18n/errorText";

type KnownReason = keyof typeof en.channels.refusal;
type KnownField = keyof typeof en.channels.invalid;
type Said = { sentence: string; fields: Record<string, string[]> };

/** Why something cannot be connected: our own words for a known code, else the server's. */
export function useReasonText(): (code: unknown, message: string, detail?: string) => string {
  const { t, i18n } = useTranslation();
  return (code, message, detail = "") => {
    const isKnown = typeof code === "string" && code !== "" && i18n.exists(`channels.refusal.${code}`);
    return isKnown ? t(`channels.refusal.${code as KnownReason}`, { detail }) : message;
  };
}

/** What the form's rules say about one field; a field has one rule, so one sentence is enough. */
export function useFieldText(): (name: string, words: string[]) => string[] {
  const { t, i18n } = useTranslation();
  return (name, words) =>
    i18n.exists(`channels.invalid.${name}`) ? [t(`channels.invalid.${name as KnownField}`)] : words;
}

/**
 * The server's word on a connection that failed, in the reader's language where the reason has a code.
 * A refusal by the vendor comes with the field that is to blame, so the same sentence stands beside it.
 */
export function useRefusal(error: unknown): Said {
  const errorText = useErrorText();
  const reasonText = useReasonText();
  const fieldText = useFieldText();
  if (!error) return { sentence: "", fields: {} };
  const { code, message, fields, data } = asApiError(error);
  if (code !== "connection_refused") {
    const said = Object.fromEntries(
      Object.entries(fields).map(([name, words]) => [name, fieldText(name, words)]),
    );
    const sentence = code === "invalid" ? Object.values(said).flat().join(" ") : "";
    return { sentence: sentence || errorText(error), fields: said };
  }
  const detail = typeof data.detail === "string" ? data.detail : "";
  const sentence = reasonText(data.reason, message, detail);
  return {
    sentence,
    fields: Object.fromEntries(Object.keys(fields).map((name) => [name, [sentence]])),
  };
}
