import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/Button";
import { SelectField } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { Modal } from "@/shared/ui/Modal";
import { type CompanyDetail, plansQuery, putOnPlan } from "../api";
import { useFormAct } from "../shell/useAct";

/** Another plan for a company, as a present of the platform's. */
export function ChangePlan({ detail, onClose }: { detail: CompanyDetail; onClose: () => void }) {
  const { t } = useTranslation();
  const { id, name } = detail.company;
  const { data: plans = [] } = useQuery(plansQuery);
  const [plan, setPlan] = useState(detail.plan?.code ?? "");
  const act = useFormAct(() => putOnPlan(id, plan, detail.plan?.code ?? ""), t("common.saved"), onClose);
  const offered = plans.filter((one) => !one.archived_at && (!one.company || one.company === id));
  return (
    <Modal
      isOpen
      onClose={onClose}
      title={t("console.companies.planOf", { name })}
      description={t("console.companies.planText")}
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate(undefined);
        }}
      >
        <SelectField
          label={t("console.columns.plan")}
          value={plan}
          onChange={(event) => setPlan(event.target.value)}
        >
          {offered.map((one) => (
            <option key={one.code} value={one.code}>
              {one.name}
            </option>
          ))}
        </SelectField>
        <FormError error={act.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button look="primary" type="submit" isBusy={act.isPending} disabled={plan === detail.plan?.code}>
            {t("common.save")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
