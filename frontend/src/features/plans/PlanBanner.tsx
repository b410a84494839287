import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Gauge as GaugeIcon } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { cn } from "@/shared/lib/cn";
import { dayOnly } from "@/shared/lib/dates";
import { useAbilities } from "@/shared/session";
import { usageQuery } from "./api";

/** A slim line over everything when the month's messages run out, so that nobody wonders why the agent is silent. */
export function PlanBanner() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { canManage } = useAbilities();
  const { data } = useQuery(usageQuery);
  if (!data) return null;
  const near = data.results.find((row) => row.resets_at !== null && row.condition === "near");
  if (!data.paused_by && !(near && canManage)) return null;
  const day = dayOnly(data.month_ends_at, language);
  return (
    <p
      role="status"
      className={cn(
        "flex items-center justify-center gap-3 px-4 py-2 text-[13px]",
        data.paused_by ? "bg-danger-soft text-danger" : "bg-honey-soft text-ink",
      )}
    >
      <GaugeIcon aria-hidden="true" className="size-4 shrink-0" />
      <span className="min-w-0">
        {data.paused_by
          ? t(`plans.banner.${data.paused_by}`, { day })
          : t("plans.banner.near", {
              name: t(`plans.names.${near?.name ?? "messages"}`),
              percent: near?.percent,
            })}{" "}
        {canManage ? (
          <Link
            to="/settings/$section"
            params={{ section: "plan" }}
            className="font-semibold whitespace-nowrap underline underline-offset-4"
          >
            {t("plans.banner.more")}
          </Link>
        ) : (
          t("plans.banner.told")
        )}
      </span>
    </p>
  );
}
