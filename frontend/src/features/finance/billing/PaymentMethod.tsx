import { CreditCard } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { type Overview, openPortal } from "../api";
import { useLeave } from "../useLeave";

/** Which card pays; it is changed on Stripe's own page, so we never see its number. */
export function PaymentMethod({ overview }: { overview: Overview }) {
  const { t } = useTranslation();
  const leaving = useLeave(openPortal);
  const [brand, last4, expires] = overview.card.split(" ");
  return (
    <Card title={t("billing.method")} text={t("billing.methodText")}>
      <div className="flex flex-wrap items-center justify-between gap-4">
        <p className="flex items-center gap-3">
          <CreditCard aria-hidden="true" className="size-6 text-ink-3" />
          {overview.card ? (
            <span>
              <span className="capitalize">{brand}</span> •••• {last4}
              <span className="ml-2 text-sm text-ink-3">{t("billing.expires", { expires })}</span>
            </span>
          ) : (
            <span className="text-ink-2">{t("billing.noCard")}</span>
          )}
        </p>
        <div className="flex flex-wrap gap-2">
          <Button isBusy={leaving.isPending && leaving.variables} onClick={() => leaving.mutate(true)}>
            {t(overview.card ? "billing.changeCard" : "billing.addCard")}
          </Button>
          <Button look="quiet" onClick={() => leaving.mutate(false)}>
            {t("billing.portal")}
          </Button>
        </div>
      </div>
    </Card>
  );
}
