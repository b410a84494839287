import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Workspace } from "@/shared/api/types";
import { sessionQuery, useAbilities } from "@/shared/session";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { SelectField, TextArea, TextField } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { Bones, Failed } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { useForm } from "@/shared/ui/useForm";
import { companyQuery, saveCompany } from "../api";

const CURRENCIES = ["UAH", "EUR", "USD", "GBP", "PLN"];

function Form({ company }: { company: Workspace }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { canManage } = useAbilities();
  const { id: _id, slug: _slug, ...editable } = company;
  const form = useForm(editable);
  const { values, set, fieldErrors } = form;
  const { mutate, isPending } = useMutation({
    mutationFn: () => saveCompany(values),
    onSuccess: (saved) => {
      client.setQueryData(companyQuery.queryKey, saved);
      client.invalidateQueries({ queryKey: sessionQuery.queryKey });
      form.setError(null);
      toast.success(t("common.saved"));
    },
    onError: form.setError,
  });
  const field = (name: "name" | "timezone" | "about" | "phone" | "address" | "website") => ({
    value: values[name],
    errors: fieldErrors[name],
    onChange: (event: { target: { value: string } }) => set(name, event.target.value),
  });
  const zones = Intl.supportedValuesOf("timeZone");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        mutate();
      }}
    >
      <fieldset disabled={!canManage} className="grid gap-4 sm:grid-cols-2">
        <TextField label={t("company.name")} required {...field("name")} />
        <TextField label={t("company.phone")} type="tel" {...field("phone")} />
        <TextField label={t("company.address")} {...field("address")} />
        <TextField label={t("company.website")} {...field("website")} />
        <SelectField label={t("company.timezone")} {...field("timezone")}>
          {!zones.includes(values.timezone) && <option>{values.timezone}</option>}
          {zones.map((zone) => (
            <option key={zone}>{zone}</option>
          ))}
        </SelectField>
        <div className="grid grid-cols-2 gap-4">
          <SelectField
            label={t("company.language")}
            value={values.language}
            errors={fieldErrors.language}
            onChange={(event) => set("language", event.target.value as "en" | "uk")}
          >
            <option value="uk">Українська</option>
            <option value="en">English</option>
          </SelectField>
          <SelectField
            label={t("company.currency")}
            value={values.currency}
            errors={fieldErrors.currency}
            onChange={(event) => set("currency", event.target.value)}
          >
            {[...new Set([values.currency, ...CURRENCIES])].map((currency) => (
              <option key={currency}>{currency}</option>
            ))}
          </SelectField>
        </div>
        <div className="sm:col-span-2">
          <TextArea label={t("company.about")} hint={t("company.aboutHint")} {...field("about")} />
        </div>
        <div className="flex flex-col gap-3 sm:col-span-2">
          <FormError error={form.error} shownFields={form.fields} />
          {canManage && (
            <Button look="primary" type="submit" isBusy={isPending} className="self-end">
              {t("common.save")}
            </Button>
          )}
        </div>
      </fieldset>
    </form>
  );
}

export function CompanyForm() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(companyQuery);
  return (
    <Card title={t("settings.company")} text={t("company.text")}>
      {error && !data && <Failed error={error} onRetry={() => refetch()} />}
      {!data && !error && <Bones rows={4} className="h-11" />}
      {data && <Form company={data} />}
    </Card>
  );
}
