import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { toMinor } from "@/shared/lib/money";
import { uuid } from "@/shared/lib/uuid";
import { Button } from "@/shared/ui/Button";
import { SelectField, TextField } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { Modal } from "@/shared/ui/Modal";
import { useCopy } from "@/shared/ui/useCopy";
import { askPayment, CURRENCIES, type Currency, ownCurrencyQuery, type Payment } from "../api";
import { useMoney } from "../useMoney";

function Link({ payment, onClose }: { payment: Payment; onClose: () => void }) {
  const { t } = useTranslation();
  const copy = useCopy();
  return (
    <div className="flex flex-col gap-4">
      <p className="text-sm text-ink-2">{t("finance.linkText")}</p>
      <TextField
        label={t("finance.link")}
        readOnly
        value={payment.pay_url}
        onFocus={(event) => event.target.select()}
      />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t("common.close")}</Button>
        <Button look="primary" onClick={() => void copy(payment.pay_url, t("finance.copied"))}>
          {t("finance.copy")}
        </Button>
      </div>
    </div>
  );
}

/** A link on which a customer pays for a service. */
export function AskPayment({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [description, setDescription] = useState("");
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<Currency | null>(null);
  const { data: own } = useQuery(ownCurrencyQuery);
  const currency = chosen ?? own ?? "usd";
  // Pressed twice, it asks once; for something else it asks anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for what is typed
  const key = useMemo(uuid, [description, typed, currency]);
  const asking = useMoney((amount: number) => askPayment({ description, amount, currency }, key));
  const amount = toMinor(typed);
  const isWrong = typed !== "" && amount === null;
  return (
    <Modal isOpen onClose={onClose} title={t("finance.ask")}>
      {asking.data ? (
        <Link payment={asking.data} onClose={onClose} />
      ) : (
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            if (amount !== null) asking.mutate(amount);
          }}
        >
          <TextField
            label={t("finance.what")}
            placeholder={t("finance.whatExample")}
            required
            maxLength={200}
            value={description}
            onChange={(event) => setDescription(event.target.value)}
          />
          <div className="grid grid-cols-2 gap-3">
            <TextField
              label={t("finance.amount")}
              inputMode="decimal"
              required
              value={typed}
              errors={isWrong ? [t("finance.amountWrong")] : undefined}
              onChange={(event) => setTyped(event.target.value)}
            />
            <SelectField
              label={t("finance.currency")}
              value={currency}
              onChange={(event) => setChosen(event.target.value as Currency)}
            >
              {CURRENCIES.map((code) => (
                <option key={code} value={code}>
                  {code.toUpperCase()}
                </option>
              ))}
            </SelectField>
          </div>
          <FormError error={asking.error} />
          <div className="flex justify-end gap-2">
            <Button onClick={onClose}>{t("common.cancel")}</Button>
            <Button
              look="primary"
              type="submit"
              disabled={amount === null || !description.trim()}
              isBusy={asking.isPending}
            >
              {t("finance.makeLink")}
            </Button>
          </div>
        </form>
      )}
    </Modal>
  );
}
