import { useTranslation } from "react-i18next";
import { chooseLanguage, LANGUAGES, useLanguage } from "@/shared/i18n";
import { cn } from "@/shared/lib/cn";

export function LanguageSwitch() {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <fieldset className="flex gap-1 text-[13px]">
      <legend className="sr-only">{t("settings.language")}</legend>
      {LANGUAGES.map(({ code, name }) => (
        <button
          key={code}
          type="button"
          lang={code}
          aria-pressed={language === code}
          onClick={() => chooseLanguage(code)}
          className={cn(
            "min-h-9 rounded-lg px-2.5 font-medium uppercase transition-colors pointer-coarse:min-h-11 pointer-coarse:min-w-11",
            language === code ? "bg-sunken text-ink" : "text-ink-3 hover:text-ink",
          )}
        >
          {code} <span className="sr-only normal-case">{name}</span>
        </button>
      ))}
    </fieldset>
  );
}
