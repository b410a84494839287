import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Workspace } from "@/shared/api/types";
import { useErrorText } from "@/shared/i18n/errorText";
import { sessionQuery, useAbilities } from "@/shared/session";
import { Card } from "@/shared/ui/Card";
import { Choices } from "@/shared/ui/Choices";
import { SelectField, TextArea, TextField } from "@/shared/ui/Field";
import { SettingsForm } from "@/shared/ui/SettingsForm";
import { Bones, Failed } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { useForm } from "@/shared/ui/useForm";
import { companyQuery, deleteLogo, saveCompany, uploadLogo } from "../api";
import { CURRENCIES, NETWORKS, spokenLanguages } from "../choices";
import { ColourField } from "./ColourField";
import { PictureField } from "./PictureField";

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-4 border-t pt-5 sm:grid-cols-2">
      <h3 className="text-sm font-semibold sm:col-span-2">{title}</h3>
      {children}
    </section>
  );
}

function Logo({ company }: { company: Workspace }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const { canManage } = useAbilities("company.manage");
  const { mutate, isPending } = useMutation({
    mutationFn: (file: File | null) => (file ? uploadLogo(file) : deleteLogo()),
    onSuccess: (saved) => {
      client.setQueryData(companyQuery.queryKey, saved);
      toast.success(t("common.saved"));
    },
    onError: (error) => toast.error(errorText(error)),
  });
  return (
    <PictureField
      label={t("company.logo")}
      hint={t("company.logoHint")}
      address={company.logo?.large ?? null}
      onChoose={mutate}
      onRemove={() => mutate(null)}
      isBusy={isPending}
      isReadOnly={!canManage}
      className="mb-5"
    />
  );
}

type Text = "name" | "tagline" | "about" | "phone" | "email" | "address" | "website";

function Form({ company }: { company: Workspace }) {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const { canManage } = useAbilities("company.manage");
  const { id: _id, slug: _slug, logo: _logo, log_days: _days, ...editable } = company;
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
  const field = (name: Text) => ({
    value: values[name],
    errors: fieldErrors[name],
    onChange: (event: { target: { value: string } }) => set(name, event.target.value),
  });
  const zones = Intl.supportedValuesOf("timeZone");
  return (
    <SettingsForm
      onSave={mutate}
      isSaving={isPending}
      error={form.error}
      fields={form.fields}
      isReadOnly={!canManage}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label={t("company.name")} required maxLength={120} {...field("name")} />
        <TextField
          label={t("company.tagline")}
          hint={t("company.taglineHint")}
          maxLength={160}
          {...field("tagline")}
        />
        <div className="sm:col-span-2">
          <TextArea
            label={t("company.about")}
            hint={t("company.aboutHint")}
            maxLength={4000}
            {...field("about")}
          />
        </div>
      </div>
      <Part title={t("company.contacts")}>
        <TextField label={t("company.phone")} type="tel" maxLength={40} {...field("phone")} />
        <TextField label={t("company.email")} type="email" maxLength={254} {...field("email")} />
        <TextField label={t("company.address")} maxLength={300} {...field("address")} />
        <TextField
          label={t("company.website")}
          type="url"
          placeholder="https://"
          maxLength={300}
          {...field("website")}
        />
      </Part>
      <Part title={t("company.social")}>
        {NETWORKS.map(({ id, name, example }) => (
          <TextField
            key={id}
            label={name}
            type="url"
            placeholder={example}
            maxLength={300}
            value={values.social?.[id] ?? ""}
            errors={id === NETWORKS[0].id ? fieldErrors.social : undefined}
            onChange={(event) => set("social", { ...values.social, [id]: event.target.value })}
          />
        ))}
      </Part>
      <Part title={t("company.look")}>
        <ColourField
          label={t("company.brandColour")}
          value={values.brand_colour ?? ""}
          onChange={(colour) => set("brand_colour", colour)}
        />
        <ColourField
          label={t("company.accentColour")}
          value={values.accent_colour ?? ""}
          onChange={(colour) => set("accent_colour", colour)}
        />
      </Part>
      <Part title={t("company.region")}>
        <SelectField
          label={t("company.timezone")}
          value={values.timezone}
          errors={fieldErrors.timezone}
          onChange={(event) => set("timezone", event.target.value)}
        >
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
          <Choices
            label={t("company.languages")}
            hint={t("company.languagesHint")}
            options={spokenLanguages(i18n.language, values.languages ?? [])}
            chosen={values.languages ?? []}
            errors={fieldErrors.languages}
            onChange={(codes) => set("languages", codes)}
          />
        </div>
      </Part>
    </SettingsForm>
  );
}

export function CompanyForm() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(companyQuery);
  return (
    <Card title={t("settings.company")} text={t("company.text")}>
      {error && !data && <Failed error={error} onRetry={() => refetch()} />}
      {!data && !error && <Bones rows={4} className="h-11" />}
      {data && (
        <>
          <Logo company={data} />
          <Form company={data} />
        </>
      )}
    </Card>
  );
}
