import { useQuery } from "@tanstack/react-query";
import { Check } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/shared/lib/cn";
import { money, priceOf } from "@/shared/lib/money";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { Segmented } from "@/shared/ui/Segmented";
import { Bones, Failed } from "@/shared/ui/States";
import {
  type Current,
  type Overview,
  openCheckout,
  type Period,
  type Plan,
  plansQuery,
  type Way,
} from "../api";
import { useLeave } from "../useLeave";
import { ChangeDialog } from "./ChangeDialog";

const SHOWN_LIMITS = ["users", "messages", "documents", "integrations"] as const;

function Limits({ plan }: { plan: Plan }) {
  const { t } = useTranslation();
  return (
    <ul className="flex flex-1 flex-col gap-1.5 text-sm text-ink-2">
      {SHOWN_LIMITS.map((name) => {
        const limit = plan.limits[name];
        return (
          <li key={name} className="flex items-start gap-2">
            <Check aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-sage" />
            {limit === null ? t(`billing.unlimited.${name}`) : t(`billing.limits.${name}`, { count: limit })}
          </li>
        );
      })}
    </ul>
  );
}

type WaysProps = {
  plan: Plan;
  ways: readonly Way[];
  period: Period;
  trialDays: number;
  leaving: { plan: string; way: Way } | null;
  onChoose: (way: Way) => void;
};

/** The ways to a plan for who has no subscription: month by month, a trial first, or one period alone. */
function Ways({ plan, ways, period, trialDays, leaving, onChoose }: WaysProps) {
  const { t } = useTranslation();
  const names = {
    subscription: t("billing.buy", { plan: plan.name }),
    trial: t("billing.try", { count: trialDays }),
    once: t(`billing.once.${period}`),
  };
  return (
    <div className="flex flex-wrap gap-2">
      {ways.map((way) => (
        <Button
          key={way}
          look={way === "subscription" ? "primary" : "quiet"}
          isBusy={leaving?.plan === plan.code && leaving.way === way}
          disabled={leaving !== null}
          onClick={() => onChoose(way)}
        >
          {names[way]}
          {way !== "subscription" && <span className="sr-only">: {plan.name}</span>}
        </Button>
      ))}
    </div>
  );
}

type ChooseProps = { current: Current; overview: Overview; wanted: string | null; isYearWanted: boolean };

/** All plans side by side; a first one is bought at Stripe, another one is previewed and changed here. */
export function ChoosePlan({ current, overview, wanted, isYearWanted }: ChooseProps) {
  const { t, i18n } = useTranslation();
  const { data, error, refetch } = useQuery(plansQuery);
  const isYearly = isYearWanted || current.period === "year";
  const [period, setPeriod] = useState<Period>(isYearly ? "year" : "month");
  const [chosen, setChosen] = useState<Plan | null>(null);
  const leaving = useLeave((it: { plan: string; way: Way }) => openCheckout(it.plan, period, it.way));
  const isHeld = (plan: Plan) =>
    plan.code === current.paid_plan && (!overview.is_subscribed || current.period === period);
  return (
    <Card
      title={t("billing.plans")}
      action={
        <Segmented
          label={t("billing.period")}
          value={period}
          onChange={setPeriod}
          options={(["month", "year"] as const).map((value) => ({
            value,
            label: t(`billing.periods.${value}`),
          }))}
        />
      }
    >
      {error && !data && <Failed error={error} onRetry={() => refetch()} />}
      {!data && !error && <Bones rows={2} className="h-40" />}
      {data && (
        <ul className="grid gap-3 sm:grid-cols-2">
          {data.map((plan) => {
            const price = priceOf(plan, period);
            return (
              <li
                key={plan.code}
                className={cn(
                  "flex flex-col gap-3 rounded-2xl border p-4",
                  (isHeld(plan) || wanted === plan.code) && "border-primary",
                )}
              >
                <div className="flex items-center justify-between gap-2">
                  <h3 className="font-semibold">{plan.name}</h3>
                  {isHeld(plan) && <Badge tone="primary">{t("billing.yours")}</Badge>}
                </div>
                <p className="text-xl font-semibold tabular-nums">
                  {price > 0
                    ? t(`billing.per.${period}`, { price: money(price, plan.currency, i18n.language) })
                    : t("billing.freeOfCharge")}
                </p>
                <Limits plan={plan} />
                {price > 0 && overview.is_subscribed && !isHeld(plan) && (
                  <Button look="soft" onClick={() => setChosen(plan)} className="self-start">
                    {t("billing.switchTo", { plan: plan.name })}
                  </Button>
                )}
                {price > 0 && !overview.is_subscribed && (!isHeld(plan) || current.cancel_at) && (
                  <Ways
                    plan={plan}
                    ways={[
                      "subscription",
                      ...(overview.is_trial_open && !isHeld(plan) ? (["trial"] as const) : []),
                      "once",
                    ]}
                    period={period}
                    trialDays={overview.trial_days}
                    leaving={leaving.isPending ? leaving.variables : null}
                    onChoose={(way) => leaving.mutate({ plan: plan.code, way })}
                  />
                )}
              </li>
            );
          })}
        </ul>
      )}
      {chosen && <ChangeDialog plan={chosen} period={period} onClose={() => setChosen(null)} />}
    </Card>
  );
}
