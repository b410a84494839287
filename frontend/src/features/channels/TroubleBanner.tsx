import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { PlugZap } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ChannelAccount } from "@/shared/api/types";
import { cn } from "@/shared/lib/cn";
import { useAbilities } from "@/shared/session";
import { channelsQuery } from "./api";
import { conditionOf } from "./condition";

type Soon = { account: ChannelAccount; days: number };

/** The account whose sign-in ends first within the days in which only a person can renew it. */
function nextToEnd(accounts: readonly ChannelAccount[]): Soon | null {
  const ending = accounts.flatMap((account) => {
    const condition = conditionOf(account);
    return condition.is === "expiring" ? [{ account, days: condition.days }] : [];
  });
  return ending.sort((one, other) => one.days - other.days)[0] ?? null;
}

/** A slim line over everything while a channel is broken or about to be: admins can mend it, others should know. */
export function TroubleBanner() {
  const { t } = useTranslation();
  const { canManage } = useAbilities("channels.manage");
  const { data = [] } = useQuery(channelsQuery);
  const broken = data.filter((account) => ["error", "expired"].includes(conditionOf(account).is));
  const soon = broken.length === 0 && canManage ? nextToEnd(data) : null;
  const first = broken[0] ?? soon?.account;
  if (!first) return null;
  const text = soon
    ? t("channels.banner.soon", { name: first.name, count: soon.days })
    : broken.length === 1
      ? t("channels.banner.one", { name: first.name })
      : t("channels.banner.several", { count: broken.length });
  return (
    <p
      role="status"
      className={cn(
        "flex items-center justify-center gap-3 px-4 py-2 text-[13px]",
        soon ? "bg-honey-soft text-honey" : "bg-danger-soft text-danger",
      )}
    >
      <PlugZap aria-hidden="true" className="size-4 shrink-0" />
      <span className="min-w-0">
        {text}{" "}
        {canManage ? (
          <Link
            to={broken.length > 1 ? "/settings/$section" : "/settings/channels/$accountId"}
            params={broken.length > 1 ? { section: "channels" } : { accountId: first.id }}
            className="font-semibold whitespace-nowrap underline underline-offset-4"
          >
            {t(soon ? "channels.reconnect" : "channels.banner.mend")}
          </Link>
        ) : (
          t("channels.banner.told")
        )}
      </span>
    </p>
  );
}
