import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { SelectField } from "@/shared/ui/Field";
import { Segmented } from "@/shared/ui/Segmented";
import { Bones, Failed } from "@/shared/ui/States";
import { CONSOLE, companies, type Feature, featuresQuery, plansQuery, switchFeature } from "../api";
import { ConsoleTitle } from "../shell/ConsoleTitle";
import { SearchBox } from "../shell/SearchBox";
import { RowLink } from "../shell/Table";
import { useAct } from "../shell/useAct";
import { useFeatureName } from "./useFeatureName";

type Position = "plans" | "on" | "off";
const POSITIONS: readonly Position[] = ["plans", "on", "off"];

function positionOf(isOn: boolean | null | undefined): Position {
  if (isOn === null || isOn === undefined) return "plans";
  return isOn ? "on" : "off";
}

/** On, off, or as the plans say. */
function Switch3(props: {
  label: string;
  isOn: boolean | null | undefined;
  onChange: (isOn: boolean | null) => void;
}) {
  const { t } = useTranslation();
  return (
    <Segmented
      label={props.label}
      value={positionOf(props.isOn)}
      options={POSITIONS.map((value) => ({ value, label: t(`console.features.${value}`) }))}
      onChange={(next) => props.onChange(next === "plans" ? null : next === "on")}
    />
  );
}

function ForCompany({ feature, onSwitch }: { feature: Feature; onSwitch: (company: string) => void }) {
  const { t } = useTranslation();
  const [q, setQ] = useState("");
  const { data } = useQuery({
    queryKey: [...CONSOLE, "company-choice", q],
    queryFn: () => companies({ q, limit: 20 }),
  });
  const has = new Set(feature.companies.map((company) => company.id));
  return (
    <div className="flex flex-wrap gap-2">
      <SearchBox label={t("console.companies.search")} value={q} onChange={setQ} />
      <SelectField
        label={t("console.features.addCompany")}
        isLabelHidden
        value=""
        onChange={(event) => event.target.value && onSwitch(event.target.value)}
      >
        <option value="">{t("console.features.addCompany")}</option>
        {data?.results
          .filter((company) => !has.has(company.id))
          .map((company) => (
            <option key={company.id} value={company.id}>
              {company.name}
            </option>
          ))}
      </SelectField>
    </div>
  );
}

function FeatureCard({ feature }: { feature: Feature }) {
  const { t } = useTranslation();
  const name = useFeatureName()(feature.name);
  const { data: plans = [] } = useQuery(plansQuery);
  const [isOpen, setOpen] = useState(false);
  const act = useAct(
    (whom: { is_on: boolean | null; plan?: string; company?: string }) =>
      switchFeature({ feature: feature.name, plan: null, company: null, ...whom }),
    t("common.saved"),
  );
  const switches = Object.keys(feature.by_plan).length + feature.companies.length;
  return (
    <Card>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 className="font-semibold">{name}</h2>
          <p className="text-[13px] text-ink-3">
            <code>{feature.name}</code>
          </p>
          <p className="mt-1.5 flex flex-wrap gap-1">
            {feature.plans.map((plan) => (
              <Badge key={plan}>{plans.find((one) => one.code === plan)?.name ?? plan}</Badge>
            ))}
          </p>
        </div>
        <Switch3
          label={t("console.features.everywhere", { name })}
          isOn={feature.everywhere}
          onChange={(is_on) => act.mutate({ is_on })}
        />
      </div>
      <Button
        size="sm"
        look="quiet"
        className="mt-2 -ml-3"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {t("console.features.exceptions", { count: switches })}
      </Button>
      {isOpen && (
        <div className="mt-2 flex flex-col gap-3 text-sm">
          {plans
            .filter((plan) => !plan.archived_at)
            .map((plan) => (
              <div key={plan.code} className="flex flex-wrap items-center justify-between gap-2">
                <span>{plan.name}</span>
                <Switch3
                  label={t("console.features.forWhom", { name, whom: plan.name })}
                  isOn={feature.by_plan[plan.code]}
                  onChange={(is_on) => act.mutate({ is_on, plan: plan.code })}
                />
              </div>
            ))}
          {feature.companies.map((company) => (
            <div key={company.id} className="flex flex-wrap items-center justify-between gap-2">
              <RowLink page="companies" id={company.id}>
                {company.name}
              </RowLink>
              <Switch3
                label={t("console.features.forWhom", { name, whom: company.name })}
                isOn={company.is_on}
                onChange={(is_on) => act.mutate({ is_on, company: company.id })}
              />
            </div>
          ))}
          <ForCompany feature={feature} onSwitch={(company) => act.mutate({ is_on: true, company })} />
        </div>
      )}
    </Card>
  );
}

/** What is on for whom: for everybody, for a plan, for one company. */
export function FeaturesPage() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(featuresQuery);
  return (
    <>
      <ConsoleTitle title={t("console.pages.features")} text={t("console.features.text")} />
      {error && !data && <Failed error={error} onRetry={() => refetch()} />}
      {!data && !error && <Bones rows={4} className="h-24 rounded-3xl" />}
      <div className="flex flex-col gap-3">
        {data?.map((feature) => (
          <FeatureCard key={feature.name} feature={feature} />
        ))}
      </div>
    </>
  );
}
