import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { BellTab } from "@/features/notifications";
import { Count } from "@/shared/ui/Badge";
import { PLACES } from "./navigation";

export function BottomBar({ unread, alerts }: { unread: number; alerts: number }) {
  const { t } = useTranslation();
  return (
    <nav
      aria-label={t("nav.main")}
      className="flex border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {PLACES.map(({ to, name, Icon }) => (
        <Link
          key={to}
          to={to}
          className="relative flex min-h-14 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-[10px] font-medium text-ink-2 data-[status=active]:text-primary"
        >
          <Icon aria-hidden="true" className="size-[22px] stroke-[1.7]" />
          <span className="max-w-full truncate">
            {name === "settings" ? t("settingsGroups.short") : t(`nav.${name}`)}
          </span>
          {name === "inbox" && <Count value={unread} className="absolute top-1 left-[calc(50%+6px)]" />}
        </Link>
      ))}
      <BellTab unread={alerts} />
    </nav>
  );
}
