import { useTranslation } from "react-i18next";
import { asApiError } from "@/shared/api/errors";
import type en from "./en";

type KnownCode = keyof typeof en.errors;

type Described = { code: string; message: string; data?: Record<string, unknown> };

function described(error: unknown): Described {
  const isPlain = typeof error === "object" && error !== null && "code" in error && "message" in error;
  return isPlain && !(error instanceof Error) ? (error as Described) : asApiError(error);
}

/** One sentence for people: our own words for a known code, else the server's, else a general one. */
export function useErrorText(): (error: unknown) => string {
  const { t, i18n } = useTranslation();
  return (error) => {
    const { code, message, data } = described(error);
    // What is short of room is worded by its own name where there is a text for it.
    if (i18n.exists(`errors.${code}`))
      return t(`errors.${code as KnownCode}`, { ...data, context: data?.what });
    return message || t("errors.unexpected");
  };
}
