import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { money } from "@/shared/lib/money";
import { useAbilities, useMe } from "@/shared/session";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { Segmented } from "@/shared/ui/Segmented";
import { Bone, Bones, Failed } from "@/shared/ui/States";
import { connectQuery, type Finance, financeQuery, type Payment } from "./api";
import { wholeCourse } from "./course";
import { AskPayment } from "./finance/AskPayment";
import { ConnectCard } from "./finance/ConnectCard";
import { RefundDialog } from "./finance/RefundDialog";
import { PaymentList } from "./PaymentList";
import { useMovesMoney } from "./useMoney";

const Course = lazy(() => import("./finance/Course"));

const SPANS = { "30": 30, "90": 90, "365": 365 } as const;
type Span = keyof typeof SPANS;

/** A day so many before today, by the clock of the business. */
function daysBefore(count: number, timeZone: string | undefined): string {
  const today = new Date(`${new Date().toLocaleDateString("sv", { timeZone })}T00:00:00Z`);
  today.setUTCDate(today.getUTCDate() - count);
  return today.toISOString().slice(0, 10);
}

const TILES = ["taken", "refunded", "fees", "net", "paid"] as const;

function Sums({ data }: { data: Finance }) {
  const { t, i18n } = useTranslation();
  if (data.sums.length === 0) return <p className="py-6 text-sm text-ink-2">{t("finance.nothing")}</p>;
  return (
    <div className="flex flex-col gap-6">
      {data.sums.map((sums) => (
        <div key={sums.currency} className="flex flex-col gap-4">
          <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3">
            {TILES.map((name) => (
              <div key={name} className="rounded-2xl bg-sunken p-4">
                <dt className="text-[13px] text-ink-2">{t(`finance.columns.${name}`)}</dt>
                <dd className="text-lg font-semibold tabular-nums">
                  {money(sums[name], sums.currency, i18n.language)}
                </dd>
              </div>
            ))}
          </dl>
          {sums.taken > 0 && (
            <Suspense fallback={<Bone className="h-44" />}>
              <Course currency={sums.currency} points={wholeCourse(data, sums.currency)} />
            </Suspense>
          )}
        </div>
      ))}
    </div>
  );
}

/** Settings → Finance: what customers pay to the business, the sums, and the account they go to. */
export function FinanceSection() {
  const { t } = useTranslation();
  const { canManage } = useAbilities("money.view");
  const movesMoney = useMovesMoney();
  const [span, setSpan] = useState<Span>("30");
  const [isAsking, setAsking] = useState(false);
  const [refunding, setRefunding] = useState<Payment | null>(null);
  const zone = useMe().workspace?.timezone;
  const from = daysBefore(SPANS[span] - 1, zone);
  const to = daysBefore(0, zone);
  const finance = useQuery({ ...financeQuery(from, to), enabled: canManage });
  const connect = useQuery({ ...connectQuery, enabled: canManage });
  if (!canManage) return <Card title={t("settings.finance")} text={t("billing.notYours")} />;
  const canAsk = movesMoney && connect.data?.charges_enabled === true;
  return (
    <div className="flex min-w-0 flex-col gap-6">
      {connect.error && !connect.data && <Failed error={connect.error} onRetry={() => connect.refetch()} />}
      {connect.data && <ConnectCard connect={connect.data} />}
      <Card
        title={t("finance.sums")}
        action={
          <div className="flex flex-wrap items-center gap-2">
            <Segmented
              label={t("finance.span")}
              value={span}
              onChange={setSpan}
              options={(Object.keys(SPANS) as Span[]).map((value) => ({
                value,
                label: t("finance.days", { count: SPANS[value] }),
              }))}
            />
            <Button size="sm" asChild>
              <a href={`/api/finance-data/?from=${from}&to=${to}&format=csv`} download>
                <Download aria-hidden="true" className="size-4" /> CSV
              </a>
            </Button>
          </div>
        }
      >
        {finance.error && !finance.data && <Failed error={finance.error} onRetry={() => finance.refetch()} />}
        {!finance.data && !finance.error && <Bones rows={2} className="h-20" />}
        {finance.data && <Sums data={finance.data} />}
      </Card>
      <Card
        title={t("finance.payments")}
        text={t("finance.paymentsText")}
        action={
          canAsk && (
            <Button look="primary" onClick={() => setAsking(true)}>
              {t("finance.ask")}
            </Button>
          )
        }
      >
        <PaymentList
          side="services"
          empty={{ title: t("finance.noPayments"), text: t("finance.noPaymentsText") }}
          actions={(payment) => (
            <>
              {payment.state === "open" && payment.pay_url && (
                <Button look="quiet" size="sm" asChild>
                  <a href={payment.pay_url} target="_blank" rel="noreferrer">
                    {t("finance.link")}
                  </a>
                </Button>
              )}
              {movesMoney && payment.is_refundable && (
                <Button look="quiet" size="sm" onClick={() => setRefunding(payment)}>
                  {t("finance.refund")}
                </Button>
              )}
            </>
          )}
        />
      </Card>
      {isAsking && <AskPayment onClose={() => setAsking(false)} />}
      {refunding && <RefundDialog payment={refunding} onClose={() => setRefunding(null)} />}
    </div>
  );
}
