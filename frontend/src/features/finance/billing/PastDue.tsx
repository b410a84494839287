import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { dayOnly } from "@/shared/lib/dates";
import { Button } from "@/shared/ui/Button";
import type { Current, Overview } from "../api";

/** What is owed, until when all goes on, and the way to pay; nothing when nothing is. */
export function PastDue({ current, overview }: { current: Current; overview: Overview }) {
  const { t, i18n } = useTranslation();
  const isWaiting = overview.waiting_plan !== "";
  if (!overview.pay_url || (current.state !== "past_due" && !isWaiting)) return null;
  const until = current.grace_ends_at ? dayOnly(current.grace_ends_at, i18n.language) : "";
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-4 rounded-3xl bg-danger-soft p-5 text-danger"
    >
      <TriangleAlert aria-hidden="true" className="size-6 shrink-0" />
      <div className="min-w-48 flex-1">
        <p className="font-semibold">{t(isWaiting ? "billing.waitingTitle" : "billing.pastDueTitle")}</p>
        <p className="text-sm">
          {isWaiting ? t("billing.waitingText") : t("billing.pastDueText", { until })}
        </p>
      </div>
      <Button look="primary" asChild>
        <a href={overview.pay_url}>{t("billing.payNow")}</a>
      </Button>
    </div>
  );
}
