import { Check } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { TextField } from "@/shared/ui/Field";
import { Modal } from "@/shared/ui/Modal";
import { SettingsForm } from "@/shared/ui/SettingsForm";
import { useForm } from "@/shared/ui/useForm";
import { useSave } from "@/shared/ui/useSave";
import { keys, type Label, saveLabel } from "./api";
import { COLOURS } from "./colours";

function Colours({ value, onChange }: { value: string; onChange: (colour: string) => void }) {
  const { t } = useTranslation();
  const name = useId();
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium">{t("labelSettings.colour")}</legend>
      <div className="flex flex-wrap items-center gap-1.5">
        {COLOURS.map((colour, index) => (
          <label
            key={colour}
            className="relative grid size-9 cursor-pointer place-items-center rounded-full has-focus-visible:outline-2 has-focus-visible:outline-primary pointer-coarse:size-11"
          >
            <input
              type="radio"
              name={name}
              checked={value.toLowerCase() === colour}
              onChange={() => onChange(colour)}
              className="peer sr-only"
            />
            <span className="size-7 rounded-full" style={{ background: colour }} />
            <Check
              aria-hidden="true"
              className="absolute hidden size-4 stroke-[3] text-white peer-checked:block"
            />
            <span className="sr-only">{t("labelSettings.colourNumber", { number: index + 1 })}</span>
          </label>
        ))}
        <label className="ml-1 flex items-center gap-2 text-[13px] text-ink-2">
          <input
            type="color"
            value={value}
            onChange={(event) => onChange(event.target.value)}
            className="size-8 cursor-pointer rounded-lg border border-line-strong bg-surface p-0.5 pointer-coarse:size-11"
          />
          {t("labelSettings.otherColour")}
        </label>
      </div>
    </fieldset>
  );
}

type LabelFormProps = { label: Label | null; colour: string; onClose: () => void };

export function LabelForm({ label, colour, onClose }: LabelFormProps) {
  const { t } = useTranslation();
  const form = useForm({
    name: label?.name ?? "",
    colour: label?.colour ?? colour,
    description: label?.description ?? "",
  });
  const { values, set, fieldErrors } = form;
  const saving = useSave({
    save: () => saveLabel(label?.id ?? null, values),
    key: keys.all,
    setError: form.setError,
    fieldOf: { label_taken: "name" },
    onSaved: onClose,
  });
  return (
    <Modal isOpen onClose={onClose} title={label ? label.name : t("labelSettings.add")}>
      <SettingsForm
        onSave={saving.mutate}
        isSaving={saving.isPending}
        error={form.error}
        fields={form.fields}
        onCancel={onClose}
      >
        <TextField
          label={t("labelSettings.name")}
          required
          maxLength={60}
          value={values.name}
          errors={fieldErrors.name}
          onChange={(event) => set("name", event.target.value)}
        />
        <Colours value={values.colour} onChange={(next) => set("colour", next)} />
        {fieldErrors.colour && <p className="text-[13px] text-danger">{fieldErrors.colour.join(" ")}</p>}
        <TextField
          label={t("labelSettings.description")}
          value={values.description}
          errors={fieldErrors.description}
          onChange={(event) => set("description", event.target.value)}
        />
      </SettingsForm>
    </Modal>
  );
}
