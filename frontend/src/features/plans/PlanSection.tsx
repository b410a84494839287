import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { dayOnly } from "@/shared/lib/dates";
import { useAbilities } from "@/shared/session";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { Segmented } from "@/shared/ui/Segmented";
import { Bones, Failed } from "@/shared/ui/States";
import { AskDialog } from "./AskDialog";
import { type CurrentPlan, currentPlanQuery, type Period, type Plan, plansQuery, usageQuery } from "./api";
import { Meters } from "./Meters";
import { Over } from "./Over";
import { type BuySlot, PlanCard } from "./PlanCard";
import { Requests } from "./Requests";

/** One sentence about dates that matter: the end of a trial, of a grace, of the plan. */
function Dates({ current }: { current: CurrentPlan }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { state, trial_ends_at, grace_ends_at, cancel_at, period_ends_at } = current;
  const told =
    (cancel_at && (["cancel", cancel_at] as const)) ||
    (state === "trial" && trial_ends_at && (["trial", trial_ends_at] as const)) ||
    ((state === "past_due" || state === "grace") && grace_ends_at && (["grace", grace_ends_at] as const)) ||
    (period_ends_at && (["renews", period_ends_at] as const));
  if (!told) return null;
  const [what, at] = told;
  return <p className="text-sm text-ink-2">{t(`plans.dates.${what}`, { day: dayOnly(at, language) })}</p>;
}

function Now({ current }: { current: CurrentPlan }) {
  const { t } = useTranslation();
  const usage = useQuery(usageQuery);
  return (
    <Card
      title={t("plans.yourPlan", { name: current.plan.name })}
      action={
        <Badge tone={current.state === "active" ? "sage" : current.state === "trial" ? "primary" : "danger"}>
          {t(`plans.state.${current.state}`)}
        </Badge>
      }
    >
      <div className="mb-4 flex flex-col gap-1">
        <Dates current={current} />
        {current.bonus_plan === current.plan.code && <p className="text-sm text-sage">{t("plans.bonus")}</p>}
      </div>
      {usage.isError && <Failed error={usage.error} onRetry={() => void usage.refetch()} />}
      {usage.data && (
        <>
          <Over over={usage.data.over} />
          <Meters gauges={usage.data.results} monthEndsAt={usage.data.month_ends_at} />
        </>
      )}
    </Card>
  );
}

function Comparison({ current, buy }: { current: CurrentPlan; buy?: BuySlot }) {
  const { t } = useTranslation();
  const { canManage: decides } = useAbilities("plan.manage");
  const { data: plans } = useQuery(plansQuery);
  const [period, setPeriod] = useState<Period>(current.period === "year" ? "year" : "month");
  const [wish, setWish] = useState<{ plan: Plan | null } | null>(null);
  return (
    <Card
      title={t("plans.compare")}
      text={decides ? t("plans.compareText") : t("plans.ownerDecides")}
      action={
        <Segmented
          label={t("plans.period")}
          value={period}
          onChange={setPeriod}
          options={[
            { value: "month", label: t("plans.monthly") },
            { value: "year", label: t("plans.yearly") },
          ]}
        />
      }
    >
      <ul className="grid gap-4 sm:grid-cols-2">
        {plans?.map((plan) => (
          <PlanCard
            key={plan.code}
            plan={plan}
            period={period}
            isCurrent={plan.code === current.paid_plan}
            canAsk={decides}
            Buy={Number(plan.price_month) > 0 ? buy : undefined}
            onAsk={(chosen) => setWish({ plan: chosen })}
          />
        ))}
      </ul>
      {decides && (
        <p className="mt-4 flex flex-wrap items-center gap-2 text-sm text-ink-2">
          {t("plans.noneFits")}
          <Button size="sm" look="quiet" onClick={() => setWish({ plan: null })}>
            {t("plans.askOther")}
          </Button>
        </p>
      )}
      {wish && <AskDialog plan={wish.plan} period={period} onClose={() => setWish(null)} />}
    </Card>
  );
}

/** The settings' page "Plan and usage"; `buy` is drawn on every plan that can be paid for. */
export function PlanSection({ buy }: { buy?: BuySlot }) {
  const { canManage: decides } = useAbilities("plan.manage");
  const { data, error, refetch } = useQuery(currentPlanQuery);
  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!data) return <Bones rows={3} className="h-40 rounded-3xl" />;
  return (
    <div className="flex flex-col gap-6">
      <Now current={data} />
      <Requests canAsk={decides} />
      <Comparison current={data} buy={buy} />
    </div>
  );
}
