import { useNavigate } from "@tanstack/react-router";
import { Command } from "cmdk";
import { useTranslation } from "react-i18next";
import { LANGUAGES } from "@/shared/i18n";
import { setTheme } from "@/shared/lib/theme";
import { Key } from "@/shared/ui/Key";
import { SECTIONS } from "../sections";
import { PLACES } from "./navigation";
import { THEMES, usePickLanguage } from "./Preferences";
import { openSheet } from "./sheet";

const item =
  "flex min-h-10 cursor-pointer items-center justify-between gap-3 rounded-xl px-3 text-sm data-[selected=true]:bg-primary-soft data-[selected=true]:text-primary";
const group =
  "[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-3 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-3";

export function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const pickLanguage = usePickLanguage();
  const navigate = useNavigate();
  const run = (action: () => void) => () => {
    onClose();
    action();
  };
  return (
    <Command.Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      label={t("keys.palette")}
      loop
      overlayClassName="fixed inset-0 z-40 bg-[#1b0e14]/45 animate-fade"
      contentClassName="fixed top-[14dvh] left-1/2 z-50 w-[min(36rem,94vw)] -translate-x-1/2 overflow-hidden rounded-3xl border bg-surface shadow-float animate-rise"
    >
      <Command.Input
        placeholder={t("palette.placeholder")}
        className="h-14 w-full border-b bg-transparent px-5 text-base outline-none"
      />
      <Command.List className="max-h-[50dvh] overflow-y-auto p-2">
        <Command.Empty className="px-3 py-8 text-center text-sm text-ink-2">
          {t("palette.nothing")}
        </Command.Empty>
        <Command.Group heading={t("palette.go")} className={group}>
          {PLACES.map(({ to, name, Icon }) => (
            <Command.Item key={to} className={item} onSelect={run(() => navigate({ to }))}>
              <span className="flex items-center gap-2.5">
                <Icon aria-hidden="true" className="size-4" />
                {t(`nav.${name}`)}
              </span>
            </Command.Item>
          ))}
          {SECTIONS.map((section) => (
            <Command.Item
              key={section}
              className={item}
              onSelect={run(() => navigate({ to: "/settings/$section", params: { section } }))}
            >
              {t("nav.settings")}: {t(`settings.${section}`)}
            </Command.Item>
          ))}
        </Command.Group>
        <Command.Group heading={t("settings.appearance")} className={group}>
          {THEMES.map((theme) => (
            <Command.Item key={theme} className={item} onSelect={run(() => setTheme(theme))}>
              {t("settings.theme")}: {t(`theme.${theme}`)}
            </Command.Item>
          ))}
          {LANGUAGES.map(({ code, name }) => (
            <Command.Item key={code} className={item} onSelect={run(() => pickLanguage(code))}>
              {t("settings.language")}: {name}
            </Command.Item>
          ))}
          <Command.Item className={item} onSelect={run(() => openSheet(true))}>
            {t("keys.title")}
            <Key>?</Key>
          </Command.Item>
        </Command.Group>
      </Command.List>
    </Command.Dialog>
  );
}
