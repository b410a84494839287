import { useState } from "react";
import { useTranslation } from "react-i18next";
import { SelectField, TextArea, TextField } from "@/shared/ui/Field";
import { Modal } from "@/shared/ui/Modal";
import { SettingsForm } from "@/shared/ui/SettingsForm";
import { useForm } from "@/shared/ui/useForm";
import { useSave } from "@/shared/ui/useSave";
import { type CustomField, customFieldsQuery, keyFor, saveField } from "./fields";

const KINDS: readonly CustomField["kind"][] = ["text", "number", "date", "list", "checkbox", "link"];

export function FieldForm({ field, onClose }: { field: CustomField | null; onClose: () => void }) {
  const { t } = useTranslation();
  const [isKeyOwn, setKeyOwn] = useState(field !== null);
  const form = useForm({
    name: field?.name ?? "",
    key: field?.key ?? "",
    kind: field?.kind ?? ("text" as const),
    options: (field?.options ?? []).join("\n"),
  });
  const { values, setValues, set, fieldErrors } = form;
  const saving = useSave({
    save: () =>
      saveField(field?.id ?? null, {
        ...values,
        options: values.options
          .split("\n")
          .map((option) => option.trim())
          .filter(Boolean),
      }),
    key: customFieldsQuery.queryKey,
    setError: form.setError,
    fieldOf: { field_taken: "key" },
    onSaved: onClose,
  });
  return (
    <Modal isOpen onClose={onClose} title={field ? field.name : t("fieldSettings.add")}>
      <SettingsForm
        onSave={saving.mutate}
        isSaving={saving.isPending}
        error={form.error}
        fields={form.fields}
        onCancel={onClose}
      >
        <TextField
          label={t("fieldSettings.name")}
          required
          maxLength={120}
          value={values.name}
          errors={fieldErrors.name}
          onChange={(event) => {
            const name = event.target.value;
            setValues((old) => ({ ...old, name, key: isKeyOwn ? old.key : keyFor(name) }));
          }}
        />
        <SelectField
          label={t("fieldSettings.kind")}
          hint={field ? t("fieldSettings.stays") : undefined}
          disabled={field !== null}
          value={values.kind}
          errors={fieldErrors.kind}
          onChange={(event) => set("kind", event.target.value as CustomField["kind"])}
        >
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {t(`fieldSettings.kinds.${kind}`)}
            </option>
          ))}
        </SelectField>
        {values.kind === "list" && (
          <TextArea
            label={t("fieldSettings.options")}
            hint={t("fieldSettings.optionsHint")}
            required
            value={values.options}
            errors={fieldErrors.options}
            onChange={(event) => set("options", event.target.value)}
          />
        )}
        <TextField
          label={t("fieldSettings.key")}
          hint={t("fieldSettings.keyHint", { key: values.key || "…" })}
          required
          disabled={field !== null}
          pattern="[a-z][a-z0-9_]*"
          maxLength={40}
          autoCapitalize="none"
          value={values.key}
          errors={fieldErrors.key}
          onChange={(event) => {
            setKeyOwn(true);
            set("key", event.target.value);
          }}
        />
      </SettingsForm>
    </Modal>
  );
}
