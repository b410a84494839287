import { useLanguage } from "@/shared/i18n";
import { money } from "@/shared/lib/money";

/** Writes an amount in minor units the way the language does. */
export function useMoneyText(): (minor: number, currency?: string) => string {
  const language = useLanguage();
  return (minor, currency = "usd") => money(Math.round(minor), currency, language);
}
