import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/shared/session";
import { Avatar } from "@/shared/ui/Avatar";
import { Menu, MenuContent, MenuTrigger } from "@/shared/ui/Menu";

const UserMenuItems = lazy(async () => ({ default: (await import("./UserMenuItems")).UserMenuItems }));

export function UserMenu() {
  const { t } = useTranslation();
  const { user, member } = useMe();
  const name = member?.name || user.name || user.email;
  return (
    <Menu>
      <MenuTrigger
        aria-label={t("nav.account", { name })}
        className="rounded-full outline-offset-3 focus-visible:outline-rail-bright"
      >
        <Avatar id={member?.id ?? user.id} name={name} />
      </MenuTrigger>
      <MenuContent side="right" align="end" className="min-h-60 min-w-60">
        <Suspense fallback={null}>
          <UserMenuItems />
        </Suspense>
      </MenuContent>
    </Menu>
  );
}
