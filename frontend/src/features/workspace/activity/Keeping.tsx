import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useErrorText } from "@/shared/i18n/errorText";
import { SelectField } from "@/shared/ui/Field";
import { toast } from "@/shared/ui/toast";
import { companyQuery, saveCompany } from "../api";

const TERMS = [30, 90, 180, 365, 730, 1825];

/** How long the log is kept. */
export function Keeping() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const { data } = useQuery(companyQuery);
  const { mutate, isPending } = useMutation({
    mutationFn: (days: number) => saveCompany({ log_days: days }),
    onSuccess: (saved) => {
      client.setQueryData(companyQuery.queryKey, saved);
      toast.success(t("common.saved"));
    },
    onError: (error) => toast.error(errorText(error)),
  });
  if (!data) return null;
  const kept = data.log_days ?? 365;
  return (
    <div className="max-w-80 border-t pt-4">
      <SelectField
        label={t("activity.keep")}
        hint={t("activity.keepHint")}
        value={kept}
        disabled={isPending}
        onChange={(event) => mutate(Number(event.target.value))}
      >
        {[...new Set([...TERMS, kept])]
          .sort((a, b) => a - b)
          .map((days) => (
            <option key={days} value={days}>
              {t("activity.days", { count: days })}
            </option>
          ))}
      </SelectField>
    </div>
  );
}
