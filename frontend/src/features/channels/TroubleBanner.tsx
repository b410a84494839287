import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { PlugZap } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useAbilities } from "@/shared/session";
import { channelsQuery } from "./api";

/** A slim line over everything while a channel is broken: admins can mend it, others should know. */
export function TroubleBanner() {
  const { t } = useTranslation();
  const { canManage } = useAbilities("channels.manage");
  const { data } = useQuery(channelsQuery);
  const broken = data?.filter((account) => account.state === "error") ?? [];
  const [first] = broken;
  if (!first) return null;
  const text =
    broken.length === 1
      ? t("channels.banner.one", { name: first.name })
      : t("channels.banner.several", { count: broken.length });
  return (
    <p
      role="status"
      className="flex items-center justify-center gap-3 bg-danger-soft px-4 py-2 text-[13px] text-danger"
    >
      <PlugZap aria-hidden="true" className="size-4 shrink-0" />
      <span className="min-w-0">
        {text}{" "}
        {canManage ? (
          <Link
            to={broken.length === 1 ? "/settings/channels/$accountId" : "/settings/$section"}
            params={broken.length === 1 ? { accountId: first.id } : { section: "channels" }}
            className="font-semibold whitespace-nowrap underline underline-offset-4"
          >
            {t("channels.banner.mend")}
          </Link>
        ) : (
          t("channels.banner.told")
        )}
      </span>
    </p>
  );
}
