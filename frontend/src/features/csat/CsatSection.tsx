import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, ask } from "@/shared/api/client";
import { useAbilities } from "@/shared/session";
import { Card } from "@/shared/ui/Card";
import { Choices } from "@/shared/ui/Choices";
import { TextArea } from "@/shared/ui/Field";
import { SettingsForm } from "@/shared/ui/SettingsForm";
import { Bones, Failed } from "@/shared/ui/States";
import { Toggle } from "@/shared/ui/Toggle";
import { useForm } from "@/shared/ui/useForm";
import { useSave } from "@/shared/ui/useSave";
import { type CsatSettings, csatSettingsQuery, summaryQuery } from "./api";
import { LatestRatings } from "./LatestRatings";

type Named = { id: string; name: string };

const SCORES = ["5", "4", "3", "2", "1"] as const;

function Form({ settings, channels }: { settings: CsatSettings; channels: readonly Named[] }) {
  const { t } = useTranslation();
  const { canManage } = useAbilities("inbox.manage");
  const form = useForm({
    is_on: settings.is_on,
    channels: settings.channels ?? [],
    question_uk: settings.question_uk ?? "",
    question_en: settings.question_en ?? "",
  });
  const { values, set, fieldErrors } = form;
  const saving = useSave({
    save: () => ask(api.PUT("/api/csat/settings/", { body: values })),
    key: csatSettingsQuery.queryKey,
    setError: form.setError,
  });
  return (
    <SettingsForm
      onSave={saving.mutate}
      isSaving={saving.isPending}
      error={form.error}
      fields={form.fields}
      isReadOnly={!canManage}
    >
      <Toggle
        label={t("csatSettings.isOn")}
        hint={t("csatSettings.isOnHint")}
        isOn={values.is_on}
        onChange={(isOn) => set("is_on", isOn)}
        isDisabled={!canManage}
      />
      {values.is_on && (
        <>
          <Choices
            label={t("csatSettings.channels")}
            hint={t("csatSettings.channelsHint")}
            options={channels}
            chosen={values.channels}
            errors={fieldErrors.channels}
            onChange={(ids) => set("channels", ids)}
          />
          <div className="grid gap-4 sm:grid-cols-2">
            {(["uk", "en"] as const).map((language) => (
              <TextArea
                key={language}
                label={t(`csatSettings.question.${language}`)}
                placeholder={t(`csatSettings.usual.${language}`)}
                lang={language}
                maxLength={1000}
                value={values[`question_${language}`]}
                errors={fieldErrors[`question_${language}`]}
                onChange={(event) => set(`question_${language}`, event.target.value)}
              />
            ))}
          </div>
        </>
      )}
    </SettingsForm>
  );
}

function SummaryCard() {
  const { t, i18n } = useTranslation();
  const { data } = useQuery(summaryQuery);
  if (!data || data.asked === 0) return null;
  const share = new Intl.NumberFormat(i18n.language, { style: "percent", maximumFractionDigits: 0 });
  return (
    <Card
      title={t("csatSettings.summary")}
      text={t("csatSettings.answered", { answered: data.answered, asked: data.asked })}
    >
      {data.answered > 0 && (
        <div className="flex flex-wrap items-center gap-x-8 gap-y-4">
          <p className="flex flex-col">
            <span className="text-3xl font-semibold tabular-nums">
              {share.format(data.satisfied / data.answered)}
            </span>
            <span className="text-[13px] text-ink-2">{t("csatSettings.satisfied")}</span>
          </p>
          <ul className="flex min-w-56 flex-1 flex-col gap-1.5">
            {SCORES.map((score) => {
              const count = data.scores[score] ?? 0;
              return (
                <li key={score} className="flex items-center gap-2 text-[13px] tabular-nums">
                  <span className="w-8">
                    {score} <span aria-hidden="true">★</span>
                  </span>
                  <span aria-hidden="true" className="h-2 flex-1 overflow-hidden rounded-full bg-sunken">
                    <span
                      className="block h-full rounded-full bg-primary"
                      style={{ width: `${(100 * count) / data.answered}%` }}
                    />
                  </span>
                  <span className="w-8 text-right">{count}</span>
                </li>
              );
            })}
          </ul>
        </div>
      )}
    </Card>
  );
}

export function CsatSection({ channels }: { channels: readonly Named[] }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(csatSettingsQuery);
  return (
    <div className="flex flex-col gap-6">
      <Card title={t("settings.csat")} text={t("csatSettings.about")}>
        {error && !data && <Failed error={error} onRetry={() => refetch()} />}
        {!data && !error && <Bones rows={3} className="h-11" />}
        {data && <Form settings={data} channels={channels} />}
      </Card>
      <SummaryCard />
      <LatestRatings />
    </div>
  );
}
