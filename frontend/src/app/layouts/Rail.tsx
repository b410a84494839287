import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Bell } from "@/features/notifications";
import { useMe } from "@/shared/session";
import { Count } from "@/shared/ui/Badge";
import { LogoMark } from "@/shared/ui/Logo";
import { PLACES } from "./navigation";
import { UserMenu } from "./UserMenu";

/** The left edge on a wide screen: where one can go, and who one is. */
export function Rail({ unread, alerts }: { unread: number; alerts: number }) {
  const { t } = useTranslation();
  const workspace = useMe().workspace?.name ?? "Parlor";
  return (
    <header className="hidden w-24 flex-col items-center bg-rail px-1.5 py-4 text-rail-ink md:flex dark:border-r">
      <Link to="/inbox" aria-label={workspace} title={workspace} className="mb-2 rounded-xl">
        <LogoMark className="size-10" />
      </Link>
      <p className="mb-5 line-clamp-2 w-full text-center text-[11px] leading-tight font-medium break-words text-rail-bright">
        {workspace}
      </p>
      <nav aria-label={t("nav.main")} className="flex w-full flex-1 flex-col gap-1.5">
        {PLACES.map(({ to, name, Icon }) => (
          <Link
            key={to}
            to={to}
            className="relative flex flex-col items-center gap-1 rounded-2xl py-2.5 text-[11px] font-medium transition-colors hover:bg-rail-active/60 hover:text-rail-bright focus-visible:outline-rail-bright data-[status=active]:bg-rail-active data-[status=active]:text-rail-bright"
          >
            <Icon aria-hidden="true" className="size-[22px] stroke-[1.7]" />
            <span className="max-w-full truncate">{t(`nav.${name}`)}</span>
            {name === "inbox" && <Count value={unread} className="absolute top-1 right-3" />}
          </Link>
        ))}
      </nav>
      <Bell unread={alerts} />
      <UserMenu />
    </header>
  );
}
