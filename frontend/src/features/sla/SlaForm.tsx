import { useTranslation } from "react-i18next";
import { type Choice, Choices } from "@/shared/ui/Choices";
import { SelectField, TextField } from "@/shared/ui/Field";
import { Modal } from "@/shared/ui/Modal";
import { SettingsForm } from "@/shared/ui/SettingsForm";
import { Toggle } from "@/shared/ui/Toggle";
import { useForm } from "@/shared/ui/useForm";
import { useSave } from "@/shared/ui/useSave";
import { type SlaChange, type SlaPolicy, savePolicy, slaPoliciesQuery } from "./api";
import { minutesOf, type Span, spanOf, UNITS, type Unit } from "./minutes";

export type SlaPlaces = {
  labels: readonly Choice[];
  channels: readonly Choice[];
  teams: readonly Choice[];
};

export const TARGETS = ["first_response_min", "next_response_min", "resolution_min"] as const;
const PRIORITIES = ["urgent", "high", "medium", "low"] as const;

type TargetProps = { label: string; span: Span; onChange: (span: Span) => void; errors?: string[] };

function Target({ label, span, onChange, errors }: TargetProps) {
  const { t } = useTranslation();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_8.5rem] items-start gap-2">
      <TextField
        label={label}
        type="number"
        min={0}
        step="any"
        placeholder="–"
        value={span.amount}
        errors={errors}
        onChange={(event) => onChange({ ...span, amount: event.target.value })}
      />
      <div className="pt-[1.625rem]">
        <SelectField
          label={t("slaSettings.unitOf", { name: label })}
          isLabelHidden
          value={span.unit}
          onChange={(event) => onChange({ ...span, unit: event.target.value as Unit })}
        >
          {(Object.keys(UNITS) as Unit[]).map((unit) => (
            <option key={unit} value={unit}>
              {t(`slaSettings.units.${unit}`)}
            </option>
          ))}
        </SelectField>
      </div>
    </div>
  );
}

function valuesOf(policy: SlaPolicy | null) {
  return {
    name: policy?.name ?? "",
    is_on: policy?.is_on ?? true,
    first_response_min: spanOf(policy ? policy.first_response_min : 30),
    next_response_min: spanOf(policy?.next_response_min),
    resolution_min: spanOf(policy?.resolution_min),
    in_opening_hours: policy?.in_opening_hours ?? true,
    labels: policy?.labels ?? [],
    priorities: (policy?.priorities ?? []) as string[],
    channels: policy?.channels ?? [],
    teams: policy?.teams ?? [],
  };
}

type SlaFormProps = { policy: SlaPolicy | null; position: number; places: SlaPlaces; onClose: () => void };

export function SlaForm({ policy, position, places, onClose }: SlaFormProps) {
  const { t } = useTranslation();
  const form = useForm(valuesOf(policy));
  const { values, set, fieldErrors } = form;
  const body = (): SlaChange => ({
    ...values,
    position: policy?.position ?? position,
    priorities: values.priorities as SlaChange["priorities"],
    first_response_min: minutesOf(values.first_response_min),
    next_response_min: minutesOf(values.next_response_min),
    resolution_min: minutesOf(values.resolution_min),
  });
  const saving = useSave({
    save: () => savePolicy(policy?.id ?? null, body()),
    key: slaPoliciesQuery.queryKey,
    setError: form.setError,
    onSaved: onClose,
  });
  return (
    <Modal
      isOpen
      onClose={onClose}
      title={policy ? policy.name : t("slaSettings.add")}
      className="md:w-[min(38rem,92vw)]"
    >
      <SettingsForm
        onSave={saving.mutate}
        isSaving={saving.isPending}
        error={form.error}
        fields={form.fields}
        onCancel={onClose}
      >
        <TextField
          label={t("slaSettings.name")}
          required
          maxLength={120}
          value={values.name}
          errors={fieldErrors.name}
          onChange={(event) => set("name", event.target.value)}
        />
        <fieldset className="flex flex-col gap-3">
          <legend className="mb-2 text-sm font-semibold">{t("slaSettings.targets")}</legend>
          {TARGETS.map((target) => (
            <Target
              key={target}
              label={t(`slaSettings.${target}`)}
              span={values[target]}
              onChange={(span) => set(target, span)}
              errors={fieldErrors[target]}
            />
          ))}
        </fieldset>
        <Toggle
          label={t("slaSettings.inHours")}
          hint={t("slaSettings.inHoursHint")}
          isOn={values.in_opening_hours}
          onChange={(isOn) => set("in_opening_hours", isOn)}
        />
        <fieldset className="flex flex-col gap-4">
          <legend className="mb-1 text-sm font-semibold">{t("slaSettings.filters")}</legend>
          <p className="-mt-1 text-[13px] text-ink-3">{t("slaSettings.filtersHint")}</p>
          <Choices
            label={t("slaSettings.priorities")}
            options={PRIORITIES.map((id) => ({ id, name: t(`macroSettings.priorities.${id}`) }))}
            chosen={values.priorities}
            onChange={(ids) => set("priorities", ids)}
            errors={fieldErrors.priorities}
          />
          {(["channels", "teams", "labels"] as const).map(
            (kind) =>
              places[kind].length > 0 && (
                <Choices
                  key={kind}
                  label={t(`settings.${kind}`)}
                  options={places[kind]}
                  chosen={values[kind]}
                  onChange={(ids) => set(kind, ids)}
                  errors={fieldErrors[kind]}
                />
              ),
          )}
        </fieldset>
        <Toggle label={t("slaSettings.isOn")} isOn={values.is_on} onChange={(isOn) => set("is_on", isOn)} />
      </SettingsForm>
    </Modal>
  );
}
