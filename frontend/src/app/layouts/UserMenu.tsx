import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/shared/session";
import { Avatar } from "@/shared/ui/Avatar";
import { LazyMenu } from "@/shared/ui/LazyMenu";

const UserMenuItems = lazy(async () => ({ default: (await import("./UserMenuItems")).UserMenuItems }));

export function UserMenu() {
  const { t } = useTranslation();
  const { user, member } = useMe();
  const name = member?.name || user.name || user.email;
  return (
    <LazyMenu
      trigger={{
        "aria-label": t("nav.account", { name }),
        className: "rounded-full outline-offset-3 focus-visible:outline-rail-bright",
        children: <Avatar id={member?.id ?? user.id} name={name} />,
      }}
      content={{ side: "right", align: "end", className: "min-h-60 min-w-60" }}
    >
      <Suspense fallback={null}>
        <UserMenuItems />
      </Suspense>
    </LazyMenu>
  );
}
