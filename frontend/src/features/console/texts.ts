import i18next from "i18next";
import type { Language } from "@/shared/i18n";

const LOADERS = {
  en: () => import("@/shared/i18n/en/console"),
  uk: () => import("@/shared/i18n/uk/console"),
};

/** Add the console's texts to those of the app: operators alone need them, so nobody else loads them. */
export async function loadConsoleTexts(language: Language): Promise<void> {
  if (i18next.exists("console.title", { lng: language })) return;
  const { default: texts } = await LOADERS[language]();
  i18next.addResourceBundle(language, "translation", texts, true, true);
}
