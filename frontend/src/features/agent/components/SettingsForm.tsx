import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { AgentSettings } from "@/shared/api/types";
import { useAbilities } from "@/shared/session";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { SelectField, TextArea, TextField } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { Toggle } from "@/shared/ui/Toggle";
import { toast } from "@/shared/ui/toast";
import { useForm } from "@/shared/ui/useForm";
import { saveSettings, settingsQuery } from "../api";
import { changeOf, type Values, valuesOf } from "./settingsValues";

type TextName = {
  [K in keyof Values]: Values[K] extends string ? K : never;
}[keyof Values];
type Field = (name: TextName) => {
  value: string;
  errors: string[] | undefined;
  onChange: (event: { target: { value: string } }) => void;
};
type PartProps = { field: Field; settings: AgentSettings };

function Grid({ children }: { children: ReactNode }) {
  return <div className="grid gap-4 sm:grid-cols-2">{children}</div>;
}

function Character({ field }: PartProps) {
  const { t } = useTranslation();
  return (
    <Card title={t("agent.persona")} text={t("agent.personaText")}>
      <Grid>
        <TextField label={t("agent.name")} {...field("name")} />
        <SelectField label={t("agent.language")} {...field("language")}>
          <option value="auto">{t("agent.languageAuto")}</option>
          <option value="uk">Українська</option>
          <option value="en">English</option>
        </SelectField>
        <TextField label={t("agent.tone")} hint={t("agent.toneHint")} {...field("tone")} />
        <SelectField label={t("agent.closed")} hint={t("agent.closedHint")} {...field("mode_when_closed")}>
          <option value="">{t("agent.closedSame")}</option>
          <option value="autopilot">{t("agent.autopilot")}</option>
          <option value="copilot">{t("agent.copilot")}</option>
          <option value="off">{t("agent.off")}</option>
        </SelectField>
      </Grid>
    </Card>
  );
}

function Phrases({ field }: PartProps) {
  const { t } = useTranslation();
  return (
    <Card title={t("agent.phrases")} text={t("agent.phrasesText")}>
      <div className="flex flex-col gap-4">
        <TextArea label={t("agent.greeting")} {...field("greeting")} />
        <TextArea label={t("agent.fallback")} {...field("fallback")} />
        <TextArea label={t("agent.handoff")} {...field("handoff_message")} />
      </div>
    </Card>
  );
}

function Rules({ field }: PartProps) {
  const { t } = useTranslation();
  return (
    <Card title={t("agent.rules")} text={t("agent.rulesText")}>
      <div className="flex flex-col gap-4">
        <TextArea label={t("agent.guidelines")} hint={t("agent.guidelinesHint")} {...field("guidelines")} />
        <TextArea label={t("agent.topics")} hint={t("agent.topicsHint")} {...field("blocked_topics")} />
        <TextArea label={t("agent.neverSay")} hint={t("agent.neverSayHint")} {...field("never_say")} />
      </div>
    </Card>
  );
}

function Model({ field, settings }: PartProps) {
  const { t } = useTranslation();
  const money = { inputMode: "decimal" as const, suffix: "$" };
  return (
    <Card
      title={t("agent.model")}
      text={t(settings.is_model_configured ? "agent.modelOn" : "agent.modelOff")}
    >
      <Grid>
        <TextField label={t("agent.baseUrl")} type="url" placeholder="https://…/v1" {...field("base_url")} />
        <TextField label={t("agent.modelName")} {...field("model")} />
        <SelectField label={t("agent.api")} {...field("model_api")}>
          <option value="openai">OpenAI</option>
          <option value="gemini">Gemini</option>
        </SelectField>
        <TextField
          label={t("agent.key")}
          type="password"
          autoComplete="off"
          placeholder={settings.model.key_hint && `${settings.model.key_hint} · ${t("agent.keyKept")}`}
          {...field("model_key")}
        />
        <TextField label={t("agent.promptPrice")} {...money} {...field("prompt_price")} />
        <TextField label={t("agent.completionPrice")} {...money} {...field("completion_price")} />
        <TextField
          label={t("agent.fallbackUrl")}
          hint={t("agent.fallbackHint")}
          type="url"
          {...field("fallback_base_url")}
        />
        <TextField label={t("agent.fallbackName")} {...field("fallback_name")} />
        <TextField
          label={t("agent.fallbackKey")}
          type="password"
          autoComplete="off"
          placeholder={
            settings.fallback_model.key_hint && `${settings.fallback_model.key_hint} · ${t("agent.keyKept")}`
          }
          {...field("fallback_key")}
        />
      </Grid>
    </Card>
  );
}

function Limits({ field }: PartProps) {
  const { t } = useTranslation();
  const money = { inputMode: "decimal" as const, suffix: "$" };
  return (
    <Card title={t("agent.limits")} text={t("agent.limitsText")}>
      <Grid>
        <TextField label={t("agent.soft")} {...money} {...field("budget_soft")} />
        <TextField label={t("agent.hard")} {...money} {...field("budget_hard")} />
      </Grid>
    </Card>
  );
}

/** What it does, or which plan it comes with. */
function SpeaksHint({ plan }: { plan: string | null }) {
  const { t } = useTranslation();
  if (plan === null) return t("agent.speaksHint");
  if (plan === "") return t("agent.speaksNoPlan");
  return (
    <>
      {t("agent.speaksPlan", { plan })}{" "}
      <Link
        to="/settings/$section"
        params={{ section: "plan" }}
        className="font-medium text-primary underline underline-offset-4"
      >
        {t("agent.seePlans")}
      </Link>
    </>
  );
}

export function SettingsForm({ settings }: { settings: AgentSettings }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { canManage } = useAbilities("agent.manage");
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
  const field: Field = (name) => ({
    value: values[name],
    errors: fieldErrors[name],
    onChange: (event) => set(name, event.target.value),
  });
  const toggleTool = (name: string, isOn: boolean) =>
    set("tools_off", isOn ? values.tools_off.filter((one) => one !== name) : [...values.tools_off, name]);
  const part = { field, settings };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        mutate();
      }}
    >
      <fieldset disabled={!canManage} className="flex max-w-3xl min-w-0 flex-col gap-6">
        <Character {...part} />
        <Phrases {...part} />
        <Rules {...part} />
        <Card title={t("agent.tools")} text={t("agent.toolsText")}>
          <div className="flex flex-col gap-4">
            {settings.tools.map((tool) => (
              <Toggle
                key={tool.name}
                label={t(`agent.tool.${tool.name as "find_services"}`, { defaultValue: tool.name })}
                hint={t(`agent.toolHint.${tool.name as "find_services"}`, { defaultValue: tool.description })}
                isOn={!values.tools_off.includes(tool.name)}
                onChange={(isOn) => toggleTool(tool.name, isOn)}
              />
            ))}
            <Toggle
              label={t("agent.speaks")}
              hint={<SpeaksHint plan={settings.speaks_from} />}
              isOn={values.speaks}
              isDisabled={settings.speaks_from !== null && !values.speaks}
              onChange={(isOn) => set("speaks", isOn)}
            />
          </div>
        </Card>
        <Model {...part} />
        <Limits {...part} />
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
