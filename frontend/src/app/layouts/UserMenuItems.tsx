import { useNavigate } from "@tanstack/react-router";
import { Building2, Keyboard, LogOut, UserRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import { enterWorkspace } from "@/features/accounts";
import { LANGUAGES, type Language, useLanguage } from "@/shared/i18n";
import { useErrorText } from "@/shared/i18n/errorText";
import { setTheme, type Theme, useTheme } from "@/shared/lib/theme";
import { useMe } from "@/shared/session";
import { MenuItem, MenuLabel, MenuRadioGroup, MenuRadioItem, MenuSeparator } from "@/shared/ui/Menu";
import { toast } from "@/shared/ui/toast";
import { AvailabilityItems } from "./Availability";
import { THEMES, usePickLanguage } from "./Preferences";
import { openSheet } from "./sheet";
import { useSignOut } from "./useSignOut";

/** The other workspaces of a person who has several: one press, and they are there, signed in. */
function WorkspaceItems() {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { workspaces, workspace } = useMe();
  const others = workspaces.filter(({ slug, state }) => slug !== workspace?.slug && state === "active");
  if (others.length === 0) return null;
  return (
    <>
      <MenuLabel>{t("auth.switchTo")}</MenuLabel>
      {others.map(({ slug, name }) => (
        <MenuItem
          key={slug}
          onSelect={() => enterWorkspace(slug).catch((error) => toast.error(errorText(error)))}
        >
          <Building2 aria-hidden="true" className="size-4" />
          <span className="truncate">{name}</span>
        </MenuItem>
      ))}
      <MenuSeparator />
    </>
  );
}

/** What the account's menu holds; it comes when the menu is opened for the first time. */
export function UserMenuItems() {
  const { t } = useTranslation();
  const pickLanguage = usePickLanguage();
  const navigate = useNavigate();
  const { user, member } = useMe();
  const theme = useTheme();
  const language = useLanguage();
  const leave = useSignOut();
  const name = member?.name || user.name || user.email;
  return (
    <>
      <div className="px-2.5 pt-1.5 pb-2">
        <p className="truncate text-sm font-semibold">{name}</p>
        <p className="truncate text-xs text-ink-3">{user.email}</p>
      </div>
      <MenuSeparator />
      <WorkspaceItems />
      <AvailabilityItems />
      <MenuItem onSelect={() => navigate({ to: "/settings/$section", params: { section: "profile" } })}>
        <UserRound aria-hidden="true" className="size-4" />
        {t("settings.profile")}
      </MenuItem>
      <MenuItem onSelect={() => openSheet(true)}>
        <Keyboard aria-hidden="true" className="size-4" />
        {t("keys.title")}
      </MenuItem>
      <MenuSeparator />
      <MenuLabel>{t("settings.theme")}</MenuLabel>
      <MenuRadioGroup value={theme} onValueChange={(next) => setTheme(next as Theme)}>
        {THEMES.map((one) => (
          <MenuRadioItem key={one} value={one}>
            {t(`theme.${one}`)}
          </MenuRadioItem>
        ))}
      </MenuRadioGroup>
      <MenuLabel>{t("settings.language")}</MenuLabel>
      <MenuRadioGroup value={language} onValueChange={(next) => pickLanguage(next as Language)}>
        {LANGUAGES.map(({ code, name: own }) => (
          <MenuRadioItem key={code} value={code} lang={code}>
            {own}
          </MenuRadioItem>
        ))}
      </MenuRadioGroup>
      <MenuSeparator />
      <MenuItem onSelect={leave}>
        <LogOut aria-hidden="true" className="size-4" />
        {t("auth.signOut")}
      </MenuItem>
    </>
  );
}
