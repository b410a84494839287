import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { cn } from "@/shared/lib/cn";
import { dayOnly } from "@/shared/lib/dates";
import type { Gauge } from "./api";
import { share } from "./prices";

const BAR: Record<Gauge["condition"], string> = {
  fine: "bg-primary",
  near: "bg-honey",
  reached: "bg-danger",
  over: "bg-danger",
};

function Meter({ gauge }: { gauge: Gauge }) {
  const { t, i18n } = useTranslation();
  const numbers = new Intl.NumberFormat(i18n.language);
  const { name, used, limit, condition } = gauge;
  const label = t(`plans.names.${name}`);
  const amount =
    limit === null
      ? t("plans.ofAny", { used: numbers.format(used) })
      : t("plans.of", { used: numbers.format(used), limit: numbers.format(limit) });
  return (
    <li className="flex flex-col gap-1.5 py-3">
      <p className="flex items-baseline justify-between gap-4 text-sm">
        <span className="font-medium">{label}</span>
        <span className={cn("tabular-nums text-ink-2", condition !== "fine" && "font-semibold text-ink")}>
          {amount}
        </span>
      </p>
      {limit !== null && (
        <div aria-hidden="true" className="h-2 overflow-hidden rounded-full bg-sunken">
          <div
            className={cn("h-full rounded-full", BAR[condition])}
            style={{ width: `${share(used, limit)}%` }}
          />
        </div>
      )}
      <p className="text-[13px] text-pretty text-ink-3">
        {t(condition === "fine" || condition === "near" ? `plans.then.${name}` : `plans.now.${name}`)}
      </p>
    </li>
  );
}

/** Everything that is limited, with what happens at the limit. */
export function Meters({ gauges, monthEndsAt }: { gauges: readonly Gauge[]; monthEndsAt: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const monthly = gauges.filter((gauge) => gauge.resets_at !== null);
  const standing = gauges.filter((gauge) => gauge.resets_at === null);
  return (
    <div className="grid gap-x-10 gap-y-4 lg:grid-cols-2">
      {[
        { title: t("plans.thisMonth", { day: dayOnly(monthEndsAt, language) }), rows: monthly },
        { title: t("plans.atOnce"), rows: standing },
      ].map(({ title, rows }) => (
        <section key={title} aria-label={title}>
          <h3 className="text-[13px] font-semibold text-ink-3">{title}</h3>
          <ul className="divide-y">
            {rows.map((gauge) => (
              <Meter key={gauge.name} gauge={gauge} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
