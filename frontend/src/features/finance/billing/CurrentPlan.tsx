import { useState } from "react";
import { useTranslation } from "react-i18next";
import { dayOnly } from "@/shared/lib/dates";
import { money, priceOf } from "@/shared/lib/money";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { Confirm } from "@/shared/ui/Confirm";
import { type Current, cancelPlan, type Overview, resumePlan } from "../api";
import { useMoney, useMovesMoney } from "../useMoney";

const TONES = {
  trial: "honey",
  active: "sage",
  past_due: "danger",
  grace: "danger",
  canceled: "neutral",
} as const;

/** What the workspace has, what it costs, when it goes on or ends. */
export function CurrentPlan({ current, overview }: { current: Current; overview: Overview }) {
  const { t, i18n } = useTranslation();
  const movesMoney = useMovesMoney();
  const [isAsking, setAsking] = useState(false);
  const ending = useMoney<void, unknown>(cancelPlan, t("billing.canceled"), () => setAsking(false));
  const resuming = useMoney<void, unknown>(resumePlan, t("billing.resumed"));
  const day = (iso: string | null) => (iso ? dayOnly(iso, i18n.language) : "");
  const { plan, period } = current;
  const price = period === "none" ? 0 : priceOf(plan, period);
  const when = current.cancel_at
    ? t("billing.endsOn", { day: day(current.cancel_at) })
    : current.trial_ends_at
      ? t("billing.trialUntil", { day: day(current.trial_ends_at) })
      : overview.is_subscribed && current.period_ends_at
        ? t("billing.renewsOn", { day: day(current.period_ends_at) })
        : "";
  return (
    <Card title={t("billing.yourPlan")}>
      <div className="flex flex-wrap items-end justify-between gap-4">
        <div>
          <p className="flex flex-wrap items-center gap-3 text-2xl font-semibold">
            {plan.name} <Badge tone={TONES[current.state]}>{t(`billing.states.${current.state}`)}</Badge>
          </p>
          <p className="mt-1 text-sm text-ink-2">
            {price > 0 && period !== "none" && (
              <span>
                {t(`billing.per.${period}`, { price: money(price, plan.currency, i18n.language) })}.{" "}
              </span>
            )}
            {when}
          </p>
        </div>
        {movesMoney && overview.is_subscribed && (
          <div className="flex gap-2">
            {current.cancel_at ? (
              <Button look="soft" isBusy={resuming.isPending} onClick={() => resuming.mutate()}>
                {t("billing.resume")}
              </Button>
            ) : (
              <Button look="quiet" onClick={() => setAsking(true)}>
                {t("billing.cancel")}
              </Button>
            )}
          </div>
        )}
      </div>
      <Confirm
        isOpen={isAsking}
        title={t("billing.cancelTitle")}
        text={t("billing.cancelText", { day: day(current.period_ends_at) })}
        action={t("billing.cancelYes")}
        isBusy={ending.isPending}
        onConfirm={() => ending.mutate()}
        onClose={() => setAsking(false)}
      />
    </Card>
  );
}
