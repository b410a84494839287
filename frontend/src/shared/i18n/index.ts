import i18next from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import { stored } from "@/shared/lib/stored";

export type Language = "en" | "uk";

export const LANGUAGES: readonly { code: Language; name: string }[] = [
  { code: "en", name: "English" },
  { code: "uk", name: "Українська" },
];

function isLanguage(value: unknown): value is Language {
  return value === "en" || value === "uk";
}

function preferred(): Language {
  const chosen = stored.get("language");
  if (isLanguage(chosen)) return chosen;
  return navigator.languages.some((tag) => tag.toLowerCase().startsWith("uk")) ? "uk" : "en";
}

async function load(language: Language): Promise<void> {
  if (i18next.hasResourceBundle(language, "translation")) return;
  const { default: texts } = await (language === "uk" ? import("./uk") : import("./en"));
  i18next.addResourceBundle(language, "translation", texts);
}

async function show(language: Language): Promise<void> {
  await load(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: {},
    fallbackLng: false,
    interpolation: { escapeValue: false },
  });
  await show(preferred());
}

/** Remember the choice made in this browser and show it. */
export async function chooseLanguage(language: Language): Promise<void> {
  stored.set("language", language);
  await show(language);
}

/** Go on in the language of the public page that led here: `?lang=uk`. */
export async function followAddress(search = window.location.search): Promise<void> {
  const language = new URLSearchParams(search).get("lang");
  if (isLanguage(language) && language !== i18next.language) await chooseLanguage(language);
}

/** Follow the account's language unless this browser was told otherwise. */
export async function followAccountLanguage(language: string): Promise<void> {
  if (!stored.get("language") && isLanguage(language) && language !== i18next.language) await show(language);
}

export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return isLanguage(i18n.language) ? i18n.language : "en";
}
