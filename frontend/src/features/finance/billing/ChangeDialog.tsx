import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/shared/api/errors";
import { money } from "@/shared/lib/money";
import { Button } from "@/shared/ui/Button";
import { FormError } from "@/shared/ui/FormError";
import { Modal } from "@/shared/ui/Modal";
import { Bones, Failed } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { changePlan, type Period, type Plan, previewChange } from "../api";
import { fetchAgain } from "../useMoney";

type ChangeProps = { plan: Plan; period: Period; onClose: () => void };

/** What another plan costs today, line by line, before anything is charged. */
export function ChangeDialog({ plan, period, onClose }: ChangeProps) {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const key = ["preview", plan.code, period];
  const { data, error, refetch } = useQuery({
    queryKey: key,
    queryFn: () => previewChange(plan.code, period),
    // A preview is for its moment: an old one is never shown again.
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const changing = useMutation({
    mutationFn: (at: string) => changePlan(plan.code, period, at),
    onSuccess: () => {
      toast.success(t("billing.changed", { plan: plan.name }));
      onClose();
    },
    onSettled: () => fetchAgain(client),
  });
  const shown = (minor: number) => (data ? money(minor, data.currency, i18n.language) : "");
  const payUrl = changing.error ? asApiError(changing.error).data.pay_url : null;
  return (
    <Modal isOpen onClose={onClose} title={t("billing.changeTitle", { plan: plan.name })}>
      {error && !data && <Failed error={error} onRetry={() => refetch()} />}
      {!data && !error && <Bones rows={3} className="h-9" />}
      {data && (
        <div className="flex flex-col gap-4">
          <ul className="flex flex-col divide-y text-sm">
            {data.lines.map((line) => (
              <li key={line.text} className="flex justify-between gap-4 py-2">
                <span className="min-w-0 text-ink-2">{line.text}</span>
                <span className="shrink-0 tabular-nums">{shown(line.amount)}</span>
              </li>
            ))}
            <li className="flex justify-between gap-4 py-2 text-base font-semibold">
              <span>{t("billing.dueToday")}</span>
              <span className="tabular-nums">{shown(data.due)}</span>
            </li>
          </ul>
          <p className="text-sm text-ink-2">
            {data.credit > 0 && <span>{t("billing.credit", { amount: shown(data.credit) })} </span>}
            {t(`billing.then.${period}`, { amount: shown(data.next_amount) })}
          </p>
          <FormError error={changing.error} />
          <div className="flex flex-wrap justify-end gap-2">
            <Button onClick={onClose}>{t("common.cancel")}</Button>
            {typeof payUrl === "string" && payUrl ? (
              <Button look="primary" asChild>
                <a href={payUrl}>{t("billing.payNow")}</a>
              </Button>
            ) : (
              <Button look="primary" isBusy={changing.isPending} onClick={() => changing.mutate(data.at)}>
                {t("billing.changeYes")}
              </Button>
            )}
          </div>
        </div>
      )}
    </Modal>
  );
}
