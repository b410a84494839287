import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { wish } from "@/shared/session/wish";
import { Segmented } from "@/shared/ui/Segmented";
import { Bones, Failed } from "@/shared/ui/States";
import { Toggle } from "@/shared/ui/Toggle";
import { toast } from "@/shared/ui/toast";
import {
  choosePlan,
  moneyQuery,
  type Period,
  type Plan,
  plansQuery,
  readMoney,
  WIZARD,
  type Wizard,
} from "../api";
import { StepFrame } from "../StepFrame";
import { useLeaving } from "../useLeaving";

function price(plan: Plan, period: Period, language: string): string {
  const amount = Number(period === "year" ? plan.price_year : plan.price_month);
  return new Intl.NumberFormat(language === "uk" ? "uk-UA" : "en-US", {
    style: "currency",
    currency: plan.currency.toUpperCase(),
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: Number.isInteger(amount) ? 0 : 2,
  }).format(amount);
}

/** Back from the page of payment, how things stand is read at once instead of waiting for its message. */
function useReturn(): boolean {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [back] = useState(() => new URLSearchParams(window.location.search).get("checkout"));
  const { mutate, isPending } = useMutation({
    mutationFn: readMoney,
    onSettled: () => client.invalidateQueries({ queryKey: WIZARD }),
  });
  useEffect(() => {
    if (!back) return;
    window.history.replaceState(window.history.state, "", window.location.pathname);
    if (back === "left") toast.plain(t("billing.left"));
    else mutate();
  }, [back, mutate, t]);
  return isPending;
}

export function PlanStep({ state, mayPay }: { state: Wizard; mayPay: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const wanted = wish();
  const isPaid = state.plan.code !== "free";
  const [plan, setPlan] = useState(isPaid ? state.plan.code : (wanted?.plan ?? "free"));
  const [period, setPeriod] = useState<Period>(wanted?.period ?? "month");
  const [isTrial, setTrial] = useState(true);
  const plans = useQuery(plansQuery);
  const { data: money } = useQuery(moneyQuery);
  const isReading = useReturn();
  const canTry = Boolean(money?.is_trial_open && money.trial_days);
  const leaving = useLeaving("plan", () =>
    choosePlan(isPaid ? "free" : plan, period, canTry && isTrial && plan !== "free"),
  );
  if (plans.error && !plans.data) return <Failed error={plans.error} onRetry={() => plans.refetch()} />;
  if (!plans.data || isReading) return <Bones rows={4} className="h-20 rounded-3xl" />;
  const canBuy = mayPay && money?.is_set_up !== false && !isPaid;
  return (
    <StepFrame
      step="plan"
      isBusy={leaving.isPending || (leaving.isSuccess && plan !== "free")}
      error={leaving.error}
      goOn={canBuy && plan !== "free" ? t("welcome.plan.pay") : undefined}
      onContinue={() => leaving.mutate()}
    >
      {isPaid && (
        <p className="rounded-2xl bg-sage-soft px-4 py-3 text-sage">
          {t("welcome.plan.paid", { name: state.plan.name })}
        </p>
      )}
      {canBuy && (
        <Segmented
          label={t("plans.period")}
          value={period}
          onChange={setPeriod}
          className="w-fit"
          options={[
            { value: "month", label: t("plans.monthly") },
            { value: "year", label: t("plans.yearly") },
          ]}
        />
      )}
      {!isPaid && (
        <fieldset className="grid gap-3 sm:grid-cols-2">
          <legend className="sr-only">{t("welcome.plan.title")}</legend>
          {plans.data
            .filter(({ code }) => canBuy || code === "free")
            .map((one) => (
              <label
                key={one.code}
                className="flex cursor-pointer flex-col gap-1 rounded-3xl border bg-surface p-5 transition-colors hover:bg-sunken has-checked:border-primary has-checked:ring-1 has-checked:ring-primary has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-primary"
              >
                <span className="flex items-center justify-between gap-3">
                  <span className="font-semibold">{one.name}</span>
                  <input
                    type="radio"
                    name="plan"
                    value={one.code}
                    checked={plan === one.code}
                    onChange={() => setPlan(one.code)}
                    className="size-4 accent-primary"
                  />
                </span>
                <span>
                  <span className="text-2xl font-semibold tabular-nums">{price(one, period, language)}</span>{" "}
                  <span className="text-[13px] text-ink-2">{t(`plans.per.${period}`)}</span>
                </span>
                {(["messages", "users", "documents"] as const).map((name) => {
                  const limit = one.limits[name];
                  return (
                    <span key={name} className="text-[13px] text-ink-2">
                      {limit === null
                        ? t(`billing.unlimited.${name}`)
                        : t(`billing.limits.${name}`, { count: limit })}
                    </span>
                  );
                })}
              </label>
            ))}
        </fieldset>
      )}
      {canBuy && canTry && plan !== "free" && (
        <Toggle
          label={t("welcome.plan.trial", { days: money?.trial_days })}
          hint={t("welcome.plan.trialHint")}
          isOn={isTrial}
          onChange={setTrial}
        />
      )}
    </StepFrame>
  );
}
