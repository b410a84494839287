import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDebounced } from "@/shared/lib/useDebounced";
import { Button } from "@/shared/ui/Button";
import { channelName } from "@/shared/ui/ChannelIcon";
import { Choices } from "@/shared/ui/Choices";
import { SelectField, TextField } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { Modal } from "@/shared/ui/Modal";
import { Toggle } from "@/shared/ui/Toggle";
import { useForm } from "@/shared/ui/useForm";
import {
  CONSOLE,
  type CustomPlan,
  changePlan,
  companies,
  featuresQuery,
  makePlan,
  type OfferedPlan,
} from "../api";
import { useFormAct } from "../shell/useAct";
import { useFeatureName } from "./useFeatureName";

const LIMITS = [
  "users",
  "documents",
  "photos",
  "messages",
  "conversations",
  "integrations",
  "storage_mb",
] as const;
const KINDS = ["telegram", "whatsapp", "instagram", "messenger", "email", "webchat"] as const;

type Limits = Record<(typeof LIMITS)[number], string>;

/** For whom: one company, found by its name, or whoever operators put on it. */
function CompanyChoice({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const q = useDebounced(text.trim(), 300);
  const { data } = useQuery({
    queryKey: [...CONSOLE, "company-choice", q],
    queryFn: () => companies({ q, limit: 20 }),
  });
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <TextField
        label={t("console.companies.search")}
        type="search"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <SelectField
        label={t("console.offer.forWhom")}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        <option value="">{t("console.offer.forAnyone")}</option>
        {data?.results.map((company) => (
          <option key={company.id} value={company.id}>
            {company.name}
          </option>
        ))}
      </SelectField>
    </div>
  );
}

type Props = { plan?: OfferedPlan; onClose: () => void };

/** A plan outside of the catalogue: a new one, or `plan` agreed on anew. */
export function CustomPlanForm({ plan, onClose }: Props) {
  const { t } = useTranslation();
  const featureName = useFeatureName();
  const { data: features = [] } = useQuery(featuresQuery);
  const form = useForm({
    name: plan?.name ?? "",
    price_month: plan?.price_month ?? "",
    price_year: plan?.price_year ?? "",
  });
  const [limits, setLimits] = useState<Limits>(
    () => Object.fromEntries(LIMITS.map((name) => [name, String(plan?.limits[name] ?? "")])) as Limits,
  );
  const [kinds, setKinds] = useState<string[]>(plan?.kinds ?? [...KINDS]);
  const [chosen, setChosen] = useState<string[]>(plan?.features ?? []);
  const [hasMark, setMark] = useState(plan?.has_watermark ?? false);
  const [company, setCompany] = useState("");
  // Whoever was faster is not overwritten by a second press: what they changed is not in these fields.
  const [seen] = useState(plan?.mark ?? "");
  const act = useFormAct(
    () => {
      const terms = {
        ...form.values,
        limits: Object.fromEntries(
          LIMITS.map((name) => [name, limits[name] === "" ? null : Number(limits[name])]),
        ),
        features: chosen,
        kinds: kinds.length === KINDS.length ? null : (kinds as CustomPlan["kinds"]),
        has_watermark: hasMark,
      };
      return plan
        ? changePlan(plan.code, { ...terms, seen })
        : makePlan({ ...terms, company: company || null });
    },
    t(plan ? "console.offer.changedNow" : "common.saved"),
    onClose,
  );
  const price = (name: "price_month" | "price_year") => (
    <TextField
      label={t(`console.offer.${name}`)}
      inputMode="decimal"
      pattern="\d+([.,]\d{1,2})?"
      suffix="USD"
      required
      value={form.values[name]}
      errors={form.fieldErrors[name]}
      onChange={(event) => form.set(name, event.target.value.replace(",", "."))}
    />
  );
  return (
    <Modal
      isOpen
      onClose={onClose}
      title={plan ? t("console.offer.changeTitle", { name: plan.name }) : t("console.offer.make")}
      description={t(plan ? "console.offer.changeText" : "console.offer.makeText")}
      className="md:w-[min(44rem,92vw)]"
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate(undefined, { onError: form.setError });
        }}
      >
        <TextField
          label={t("console.offer.name")}
          required
          maxLength={80}
          value={form.values.name}
          errors={form.fieldErrors.name}
          onChange={(event) => form.set("name", event.target.value)}
        />
        <div className="grid gap-3 sm:grid-cols-2">
          {price("price_month")}
          {price("price_year")}
        </div>
        {!plan && <CompanyChoice value={company} onChange={setCompany} />}
        <fieldset>
          <legend className="mb-2 text-sm font-medium">{t("console.offer.limits")}</legend>
          <div className="grid gap-3 sm:grid-cols-3">
            {LIMITS.map((name) => (
              <TextField
                key={name}
                label={t(`plans.names.${name}`)}
                type="number"
                min={0}
                placeholder={t("plans.any")}
                value={limits[name]}
                onChange={(event) => setLimits({ ...limits, [name]: event.target.value })}
              />
            ))}
          </div>
        </fieldset>
        <Choices
          label={t("plans.channels")}
          options={KINDS.map((kind) => ({ id: kind, name: channelName(kind) }))}
          chosen={kinds}
          onChange={setKinds}
        />
        <Choices
          label={t("console.pages.features")}
          options={features.map(({ name }) => ({ id: name, name: featureName(name) }))}
          chosen={chosen}
          onChange={setChosen}
        />
        <Toggle label={t("plans.watermark")} isOn={hasMark} onChange={setMark} />
        <FormError error={form.error} shownFields={form.fields} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button look="primary" type="submit" isBusy={act.isPending}>
            {t(plan ? "common.save" : "console.offer.make")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
