import { useTranslation } from "react-i18next";
import { asApiError } from "@/shared/api/errors";
import type en from "./en.json";

type KnownCode = keyof typeof en.errors;

/** One sentence for people: our own words for a known code, else the server's, else a general one. */
export function useErrorText(): (error: unknown) => string {
  const { t, i18n } = useTranslation();
  return (error) => {
    const { code, message } = asApiError(error);
    if (i18n.exists(`errors.${code}`)) return t(`errors.${code as KnownCode}`);
    return message || t("errors.unexpected");
  };
}
