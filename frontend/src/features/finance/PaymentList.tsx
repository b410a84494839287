import { useInfiniteQuery } from "@tanstack/react-query";
import { ReceiptText } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { dayOnly } from "@/shared/lib/dates";
import { money } from "@/shared/lib/money";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { More } from "@/shared/ui/More";
import { Bones, Empty, Failed } from "@/shared/ui/States";
import { type Payment, paymentsQuery, type Side } from "./api";

const TONES = {
  open: "honey",
  paid: "sage",
  failed: "danger",
  refunded: "neutral",
  partly_refunded: "neutral",
  canceled: "neutral",
} as const;

type ListProps = {
  side: Side;
  empty: { title: string; text: string };
  actions?: (payment: Payment) => ReactNode;
};

/** Payments, newest first: what for, how much, how it stands, and the papers. */
export function PaymentList({ side, empty, actions }: ListProps) {
  const { t, i18n } = useTranslation();
  const list = useInfiniteQuery(paymentsQuery(side));
  const { data, error, refetch } = list;
  if (error && !data) return <Failed error={error} onRetry={() => refetch()} />;
  if (!data) return <Bones rows={3} className="h-14" />;
  const rows = data.pages.flatMap((page) => page.results);
  if (rows.length === 0) return <Empty picture={<ReceiptText />} className="py-8" {...empty} />;
  return (
    <>
      <ul className="flex flex-col divide-y">
        {rows.map((payment) => (
          <li key={payment.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-3">
            <div className="min-w-40 flex-1">
              <p className="truncate font-medium">{payment.description || payment.number}</p>
              <p className="text-[13px] text-ink-3">
                {[
                  dayOnly(payment.paid_at ?? payment.created_at, i18n.language),
                  payment.payer_name,
                  payment.card,
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </p>
            </div>
            <Badge tone={TONES[payment.state]}>{t(`payments.states.${payment.state}`)}</Badge>
            <span className="w-24 text-right font-medium tabular-nums">
              {money(payment.amount, payment.currency, i18n.language)}
            </span>
            <span className="flex flex-wrap gap-1">
              {payment.receipt_url && (
                <Button look="quiet" size="sm" asChild>
                  <a href={payment.receipt_url} target="_blank" rel="noreferrer">
                    {t(payment.kind === "subscription" ? "payments.invoice" : "payments.receipt")}
                    <span className="sr-only">{payment.number || payment.description}</span>
                  </a>
                </Button>
              )}
              {payment.pay_url && side === "plans" && (
                <Button look="soft" size="sm" asChild>
                  <a href={payment.pay_url}>{t("billing.payNow")}</a>
                </Button>
              )}
              {actions?.(payment)}
            </span>
          </li>
        ))}
      </ul>
      <More list={list} className="mt-3" label={t("payments.more")} />
    </>
  );
}
