import { useState } from "react";
import { useTranslation } from "react-i18next";
import { money, toMinor } from "@/shared/lib/money";
import { Button } from "@/shared/ui/Button";
import { TextField } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { Modal } from "@/shared/ui/Modal";
import { type Payment, refundPayment } from "../api";
import { useMoney } from "../useMoney";

/** Money goes back to a customer: all that is left, or as much as is written. */
export function RefundDialog({ payment, onClose }: { payment: Payment; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const left = payment.amount - payment.refunded;
  const [typed, setTyped] = useState((left / 100).toFixed(2));
  const giving = useMoney(
    (amount: number) => refundPayment(payment.id, amount),
    t("finance.refunded"),
    onClose,
  );
  const amount = toMinor(typed);
  const fits = amount !== null && amount > 0 && amount <= left;
  const most = money(left, payment.currency, i18n.language);
  return (
    <Modal
      isOpen
      onClose={onClose}
      title={t("finance.refundTitle")}
      description={t("finance.refundText", { what: payment.description })}
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (fits) giving.mutate(amount);
        }}
      >
        <TextField
          label={t("finance.refundAmount", { currency: payment.currency.toUpperCase() })}
          hint={t("finance.refundMost", { amount: most })}
          inputMode="decimal"
          required
          value={typed}
          errors={fits ? undefined : [t("finance.refundWrong", { amount: most })]}
          onChange={(event) => setTyped(event.target.value)}
        />
        <FormError error={giving.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button look="danger" type="submit" disabled={!fits} isBusy={giving.isPending}>
            {t("finance.refund")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
