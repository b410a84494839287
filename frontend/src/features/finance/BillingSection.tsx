import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAbilities } from "@/shared/session";
import { Card } from "@/shared/ui/Card";
import { Bones, Failed } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { currentQuery, overviewQuery, refresh } from "./api";
import { ActivationCode } from "./billing/ActivationCode";
import { ChoosePlan } from "./billing/ChoosePlan";
import { CurrentPlan } from "./billing/CurrentPlan";
import { PastDue } from "./billing/PastDue";
import { PaymentMethod } from "./billing/PaymentMethod";
import { PaymentList } from "./PaymentList";
import { fetchAgain, useMovesMoney } from "./useMoney";

/** Back from Stripe: read how things stand at once, and take the mark out of the address. */
function useReturn(movesMoney: boolean): boolean {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [params] = useState(() => new URLSearchParams(window.location.search));
  const back = params.get("checkout") ?? params.get("portal");
  const [isReading, setReading] = useState(movesMoney && back !== null && back !== "left");
  useEffect(() => {
    if (!back || !movesMoney) return;
    window.history.replaceState(window.history.state, "", window.location.pathname);
    if (back === "left") {
      toast.plain(t("billing.left"));
      return;
    }
    refresh()
      .then(async (overview) => {
        // What was bought once is no subscription; it ends on a day.
        const isBought = overview.is_subscribed || (await client.fetchQuery(currentQuery)).cancel_at !== null;
        if (params.has("checkout") && isBought) toast.success(t("billing.thanks"));
      })
      .catch(() => null) // The webhook brings the same; what is shown meanwhile is merely older.
      .finally(() => {
        setReading(false);
        fetchAgain(client);
      });
  }, [back, movesMoney, params, client, t]);
  return isReading;
}

/** Settings → Billing: the plan, how it is paid, and every invoice. */
export function BillingSection() {
  const { t } = useTranslation();
  const { canManage } = useAbilities("money.view");
  const movesMoney = useMovesMoney();
  const isReading = useReturn(movesMoney);
  const [asked] = useState(() => new URLSearchParams(window.location.search));
  const current = useQuery({ ...currentQuery, enabled: canManage && !isReading });
  const overview = useQuery({ ...overviewQuery, enabled: canManage && !isReading });
  if (!canManage) return <Card title={t("settings.billing")} text={t("billing.notYours")} />;
  const error = current.error ?? overview.error;
  if (error && !(current.data && overview.data)) {
    return <Failed error={error} onRetry={() => Promise.all([current.refetch(), overview.refetch()])} />;
  }
  if (!current.data || !overview.data || isReading) return <Bones rows={3} className="h-32 rounded-3xl" />;
  return (
    <div className="flex min-w-0 flex-col gap-6">
      <PastDue current={current.data} overview={overview.data} />
      <CurrentPlan current={current.data} overview={overview.data} />
      {movesMoney && !overview.data.is_set_up && (
        <Card title={t("billing.notSetUp")} text={t("billing.notSetUpText")} />
      )}
      {movesMoney && overview.data.is_set_up && (
        <>
          <ChoosePlan
            current={current.data}
            overview={overview.data}
            wanted={asked.get("plan")}
            isYearWanted={asked.get("period") === "year"}
          />
          <PaymentMethod overview={overview.data} />
        </>
      )}
      <Card title={t("billing.invoices")} text={t("billing.invoicesText")}>
        <PaymentList
          side="plans"
          empty={{ title: t("billing.noInvoices"), text: t("billing.noInvoicesText") }}
        />
      </Card>
      {movesMoney && !overview.data.is_subscribed && <ActivationCode />}
    </div>
  );
}
