import { queryOptions, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, ask } from "@/shared/api/client";
import type { components } from "@/shared/api/schema";
import { useAbilities } from "@/shared/session";
import { Card } from "@/shared/ui/Card";
import { TextArea, TextField } from "@/shared/ui/Field";
import { SettingsForm } from "@/shared/ui/SettingsForm";
import { Bones, Failed } from "@/shared/ui/States";
import { Toggle } from "@/shared/ui/Toggle";
import { useForm } from "@/shared/ui/useForm";
import { useSave } from "@/shared/ui/useSave";

type Rules = components["schemas"]["InboxSettings"];

const USUAL_HOURS = "72";

export const rulesQuery = queryOptions({
  queryKey: ["settings", "rules"],
  queryFn: (): Promise<Rules> => ask(api.GET("/api/inbox-settings/")),
});

function Form({ rules }: { rules: Rules }) {
  const { t } = useTranslation();
  const { canManage } = useAbilities("inbox.manage");
  const form = useForm({
    resolves: rules.auto_resolve_hours != null,
    auto_resolve_hours: rules.auto_resolve_hours?.toString() ?? USUAL_HOURS,
    auto_resolve_message: rules.auto_resolve_message ?? "",
    keeps_assignee: rules.keeps_assignee ?? true,
  });
  const { values, set, fieldErrors } = form;
  const saving = useSave({
    save: () =>
      ask(
        api.PATCH("/api/inbox-settings/", {
          body: {
            auto_resolve_hours: values.resolves ? Number(values.auto_resolve_hours) : null,
            auto_resolve_message: values.auto_resolve_message,
            keeps_assignee: values.keeps_assignee,
          },
        }),
      ),
    key: rulesQuery.queryKey,
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
        label={t("inboxRules.resolve")}
        hint={t("inboxRules.resolveHint")}
        isOn={values.resolves}
        onChange={(isOn) => set("resolves", isOn)}
        isDisabled={!canManage}
      />
      {values.resolves && (
        <div className="flex flex-col gap-4 border-l-2 pl-4">
          <div className="max-w-52">
            <TextField
              label={t("inboxRules.hours")}
              type="number"
              required
              min={1}
              max={24 * 365}
              value={values.auto_resolve_hours}
              errors={fieldErrors.auto_resolve_hours}
              onChange={(event) => set("auto_resolve_hours", event.target.value)}
            />
          </div>
          <TextArea
            label={t("inboxRules.message")}
            hint={t("inboxRules.messageHint")}
            maxLength={4000}
            value={values.auto_resolve_message}
            errors={fieldErrors.auto_resolve_message}
            onChange={(event) => set("auto_resolve_message", event.target.value)}
          />
        </div>
      )}
      <Toggle
        label={t("inboxRules.keeps")}
        hint={t("inboxRules.keepsHint")}
        isOn={values.keeps_assignee}
        onChange={(isOn) => set("keeps_assignee", isOn)}
        isDisabled={!canManage}
      />
    </SettingsForm>
  );
}

export function RulesSection() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(rulesQuery);
  return (
    <Card title={t("settings.rules")} text={t("inboxRules.about")}>
      {error && !data && <Failed error={error} onRetry={() => refetch()} />}
      {!data && !error && <Bones rows={3} className="h-11" />}
      {data && <Form rules={data} />}
    </Card>
  );
}
