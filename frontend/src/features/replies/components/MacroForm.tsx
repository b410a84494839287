import { Plus, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { uuid } from "@/shared/lib/uuid";
import { useAbilities } from "@/shared/session";
import { Button } from "@/shared/ui/Button";
import { TextField } from "@/shared/ui/Field";
import { IconButton } from "@/shared/ui/IconButton";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/shared/ui/Menu";
import { Modal } from "@/shared/ui/Modal";
import { SettingsForm } from "@/shared/ui/SettingsForm";
import { SortableList } from "@/shared/ui/SortableList";
import { Toggle } from "@/shared/ui/Toggle";
import { useForm } from "@/shared/ui/useForm";
import { useSave } from "@/shared/ui/useSave";
import { keys, type Macro, saveMacro } from "../api";
import { isUnfinished, newStep, readSteps, STEP_TYPES, type Step, sentSteps } from "../steps";
import { type MacroPlaces, StepValue } from "./StepValue";

const MAX_STEPS = 20;

type StepsProps = {
  steps: readonly Step[];
  onChange: (steps: Step[]) => void;
  places: MacroPlaces;
  isChecked: boolean;
};

function Steps({ steps, onChange, places, isChecked }: StepsProps) {
  const { t } = useTranslation();
  const change = (key: string, value: unknown) =>
    onChange(steps.map((step) => (step.key === key ? { ...step, value } : step)));
  return (
    <section className="flex flex-col gap-2">
      <h3 className="text-sm font-medium tracking-normal">{t("macroSettings.steps")}</h3>
      <SortableList
        label={t("macroSettings.steps")}
        items={steps}
        idOf={(step) => step.key}
        nameOf={(step, index) => `${index + 1}. ${t(`macroSettings.types.${step.type}`)}`}
        onReorder={onChange}
        className="flex flex-col gap-2"
        rowClassName="rounded-2xl border bg-surface p-2.5"
      >
        {(step, handle, index) => {
          const name = t(`macroSettings.types.${step.type}`);
          return (
            <div className="flex flex-col gap-1.5">
              <div className="flex items-center gap-1.5">
                {handle}
                <span className="flex-1 text-sm font-medium">
                  <span className="text-ink-3 tabular-nums">{index + 1}.</span> {name}
                </span>
                <IconButton
                  label={t("settingsRow.delete", { name })}
                  onClick={() => onChange(steps.filter((one) => one.key !== step.key))}
                >
                  <X className="size-4" />
                </IconButton>
              </div>
              <StepValue
                step={step}
                label={name}
                onChange={(value) => change(step.key, value)}
                places={places}
              />
              {isChecked && isUnfinished(step) && (
                <p role="alert" className="text-[13px] text-danger">
                  {t("macroSettings.unfinished")}
                </p>
              )}
            </div>
          );
        }}
      </SortableList>
      {steps.length < MAX_STEPS && (
        <Menu>
          <MenuTrigger asChild>
            <Button size="sm" className="self-start">
              <Plus aria-hidden="true" className="size-4" />
              {t("macroSettings.addStep")}
            </Button>
          </MenuTrigger>
          <MenuContent align="start" className="max-h-80 overflow-y-auto">
            {STEP_TYPES.map((type) => (
              <MenuItem key={type} onSelect={() => onChange([...steps, newStep(type, uuid())])}>
                {t(`macroSettings.types.${type}`)}
              </MenuItem>
            ))}
          </MenuContent>
        </Menu>
      )}
    </section>
  );
}

type MacroFormProps = { macro: Macro | null; places: MacroPlaces; onClose: () => void };

export function MacroForm({ macro, places, onClose }: MacroFormProps) {
  const { t } = useTranslation();
  const { canManage } = useAbilities("inbox.manage");
  const [isChecked, setChecked] = useState(false);
  const form = useForm({
    name: macro?.name ?? "",
    shared: macro?.shared ?? canManage,
    steps: readSteps(macro?.steps ?? [], uuid),
  });
  const { values, set, fieldErrors } = form;
  const saving = useSave({
    save: () => saveMacro(macro?.id ?? null, { ...values, steps: sentSteps(values.steps) }),
    key: keys.macros,
    setError: form.setError,
    fieldOf: { macro_taken: "name" },
    onSaved: onClose,
  });
  const isReady = values.steps.length > 0 && !values.steps.some(isUnfinished);
  return (
    <Modal
      isOpen
      onClose={onClose}
      title={macro ? macro.name : t("macroSettings.add")}
      className="md:w-[min(40rem,92vw)]"
    >
      <SettingsForm
        onSave={() => (isReady ? saving.mutate() : setChecked(true))}
        isSaving={saving.isPending}
        error={form.error}
        fields={form.fields}
        onCancel={onClose}
      >
        <TextField
          label={t("macroSettings.name")}
          required
          maxLength={120}
          value={values.name}
          errors={fieldErrors.name}
          onChange={(event) => set("name", event.target.value)}
        />
        <Steps
          steps={values.steps}
          onChange={(steps) => set("steps", steps)}
          places={places}
          isChecked={isChecked}
        />
        {((isChecked && values.steps.length === 0) || fieldErrors.steps) && (
          <p role="alert" className="text-[13px] text-danger">
            {fieldErrors.steps?.join(" ") ?? t("macroSettings.noSteps")}
          </p>
        )}
        {canManage && (
          <Toggle
            label={t("macroSettings.shared")}
            hint={t("macroSettings.sharedHint")}
            isOn={values.shared}
            onChange={(isOn) => set("shared", isOn)}
          />
        )}
      </SettingsForm>
    </Modal>
  );
}
