import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { AgentSettings } from "@/shared/api/types";
import { useAbilities } from "@/shared/session";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { SelectField, TextArea, TextField } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { toast } from "@/shared/ui/toast";
import { useForm } from "@/shared/ui/useForm";
import { type SettingsChange, saveSettings, settingsQuery } from "../api";

function valuesOf(settings: AgentSettings) {
  return {
    name: settings.persona.name,
    tone: settings.persona.tone,
    language: settings.persona.language,
    greeting: settings.greeting,
    fallback: settings.fallback,
    handoff_message: settings.handoff_message,
    base_url: settings.model.base_url,
    model: settings.model.name,
    model_key: "",
  };
}

type Values = ReturnType<typeof valuesOf>;

function changeOf(values: Values, settings: AgentSettings): SettingsChange {
  return {
    persona: { name: values.name, tone: values.tone, language: values.language },
    greeting: values.greeting,
    fallback: values.fallback,
    handoff_message: values.handoff_message,
    model: { ...settings.model, base_url: values.base_url, name: values.model },
    // An empty field means "keep the key there is"; the key itself never comes back from the server.
    ...(values.model_key ? { model_key: values.model_key } : {}),
  };
}

export function SettingsForm({ settings }: { settings: AgentSettings }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { canManage } = useAbilities();
  const form = useForm(valuesOf(settings));
  const { values, set, fieldErrors } = form;
  const { mutate, isPending } = useMutation({
    mutationFn: () => saveSettings(changeOf(values, settings)),
    onSuccess: (saved) => {
      client.setQueryData(settingsQuery.queryKey, saved);
      form.setValues(valuesOf(saved));
      form.setError(null);
      toast.success(t("common.saved"));
    },
    onError: form.setError,
  });
  const field = (name: keyof Values) => ({
    value: values[name],
    errors: fieldErrors[name],
    onChange: (event: { target: { value: string } }) => set(name, event.target.value),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        mutate();
      }}
    >
      <fieldset disabled={!canManage} className="flex flex-col gap-6">
        <Card title={t("agent.persona")} text={t("agent.personaText")}>
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField label={t("agent.name")} {...field("name")} />
            <SelectField label={t("agent.language")} {...field("language")}>
              <option value="auto">{t("agent.languageAuto")}</option>
              <option value="uk">Українська</option>
              <option value="en">English</option>
            </SelectField>
            <div className="sm:col-span-2">
              <TextField label={t("agent.tone")} hint={t("agent.toneHint")} {...field("tone")} />
            </div>
          </div>
        </Card>
        <Card title={t("agent.phrases")} text={t("agent.phrasesText")}>
          <div className="flex flex-col gap-4">
            <TextArea label={t("agent.greeting")} {...field("greeting")} />
            <TextArea label={t("agent.fallback")} {...field("fallback")} />
            <TextArea label={t("agent.handoff")} {...field("handoff_message")} />
          </div>
        </Card>
        <Card
          title={t("agent.model")}
          text={t(settings.is_model_configured ? "agent.modelOn" : "agent.modelOff")}
        >
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField
              label={t("agent.baseUrl")}
              type="url"
              placeholder="https://…/v1"
              {...field("base_url")}
            />
            <TextField label={t("agent.modelName")} {...field("model")} />
            <div className="sm:col-span-2">
              <TextField
                label={t("agent.key")}
                type="password"
                autoComplete="off"
                placeholder={settings.model.has_key ? t("agent.keyKept") : ""}
                {...field("model_key")}
              />
            </div>
          </div>
        </Card>
        <FormError error={form.error} shownFields={form.fields} />
        {canManage && (
          <Button look="primary" type="submit" isBusy={isPending} className="self-end">
            {t("common.save")}
          </Button>
        )}
      </fieldset>
    </form>
  );
}
