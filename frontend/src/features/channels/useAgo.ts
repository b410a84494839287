import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { ago } from "./ago";

export function useAgo(): (iso: string) => string {
  const { t } = useTranslation();
  const language = useLanguage();
  return (iso) => ago(iso, language) ?? t("channels.justNow");
}
