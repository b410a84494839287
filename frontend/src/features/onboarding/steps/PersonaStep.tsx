import { Sparkles } from "lucide-react";
import { useTranslation } from "react-i18next";
import { SelectField, TextArea, TextField } from "@/shared/ui/Field";
import { Segmented } from "@/shared/ui/Segmented";
import { useForm } from "@/shared/ui/useForm";
import { type Persona, type Wizard, writePersona } from "../api";
import { StepFrame } from "../StepFrame";
import { useLeaving } from "../useLeaving";

const TONES = ["friendly", "professional", "playful"] as const;

/** Who answers: the assistant's name, how it speaks, its first words. */
export function PersonaStep({ state }: { state: Wizard }) {
  const { t } = useTranslation();
  const form = useForm({ ...state.persona });
  const { values, set, fieldErrors } = form;
  const leaving = useLeaving("persona", () => writePersona(values as Persona), form.setError);
  const tones = TONES.some((tone) => tone === values.tone) ? TONES : [...TONES, values.tone ?? ""];
  return (
    <StepFrame
      step="persona"
      isBusy={leaving.isPending}
      error={form.error}
      shownFields={["name", "greeting"]}
      onContinue={() => leaving.mutate()}
    >
      <TextField
        label={t("welcome.persona.name")}
        maxLength={80}
        placeholder={state.brand.name}
        value={values.name}
        errors={fieldErrors.name}
        hint={t("welcome.persona.nameHint")}
        onChange={(event) => set("name", event.target.value)}
      />
      <div className="flex flex-col gap-1.5">
        <span aria-hidden="true" className="text-sm font-medium">
          {t("welcome.persona.tone")}
        </span>
        <Segmented
          label={t("welcome.persona.tone")}
          value={values.tone ?? "friendly"}
          onChange={(tone) => set("tone", tone)}
          options={tones.map((tone) => ({
            value: tone,
            label: TONES.some((one) => one === tone)
              ? t(`welcome.persona.tones.${tone as "friendly"}`)
              : tone,
          }))}
          className="w-fit"
        />
      </div>
      <SelectField
        label={t("welcome.persona.language")}
        value={values.language}
        onChange={(event) => set("language", event.target.value as Persona["language"])}
      >
        <option value="auto">{t("welcome.persona.languages.auto")}</option>
        <option value="uk">Українська</option>
        <option value="en">English</option>
      </SelectField>
      <TextArea
        label={t("welcome.persona.greeting")}
        maxLength={2000}
        placeholder={t("welcome.persona.greetingExample", { name: state.brand.name })}
        value={values.greeting}
        errors={fieldErrors.greeting}
        onChange={(event) => set("greeting", event.target.value)}
      />
      <div
        aria-hidden="true"
        className="max-w-md rounded-[20px] rounded-bl-md border border-sage-line bg-sage-soft px-4 py-3 text-[15px]"
      >
        <p className="mb-0.5 flex items-center gap-1.5 text-xs font-medium text-sage">
          <Sparkles className="size-3" />
          {values.name || state.brand.name}
        </p>
        <p>{values.greeting || t("welcome.persona.greetingExample", { name: state.brand.name })}</p>
      </div>
    </StepFrame>
  );
}
