import { Monitor, Moon, Sun } from "lucide-react";
import { useTranslation } from "react-i18next";
import { saveProfile } from "@/features/accounts";
import { chooseLanguage, LANGUAGES, type Language, useLanguage } from "@/shared/i18n";
import { setTheme, type Theme, useTheme } from "@/shared/lib/theme";
import { useMe } from "@/shared/session";
import { Segmented } from "@/shared/ui/Segmented";

const THEME_ICONS = { light: Sun, dark: Moon, system: Monitor };
export const THEMES: readonly Theme[] = ["light", "dark", "system"];

/** Show the language at once; the account learns it too, and a failure there is not worth a word. */
export function usePickLanguage(): (language: Language) => void {
  const { name } = useMe().user;
  return (language) => {
    void chooseLanguage(language);
    saveProfile({ name, language }).catch(() => {});
  };
}

export function ThemeIcon({ theme }: { theme: Theme }) {
  const Icon = THEME_ICONS[theme];
  return <Icon aria-hidden="true" className="size-4" />;
}

export function ThemeChoice() {
  const { t } = useTranslation();
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <span className="text-sm font-medium">{t("settings.theme")}</span>
      <Segmented
        label={t("settings.theme")}
        value={useTheme()}
        onChange={setTheme}
        options={THEMES.map((theme) => ({
          value: theme,
          label: t(`theme.${theme}`),
          icon: <ThemeIcon theme={theme} />,
        }))}
      />
    </div>
  );
}

export function LanguageChoice() {
  const { t } = useTranslation();
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <span className="text-sm font-medium">{t("settings.language")}</span>
      <Segmented
        label={t("settings.language")}
        value={useLanguage()}
        onChange={usePickLanguage()}
        options={LANGUAGES.map(({ code, name }) => ({ value: code, label: name }))}
      />
    </div>
  );
}
