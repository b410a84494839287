import { useState } from "react";
import { useTranslation } from "react-i18next";
import { LANGUAGES, type Language, useLanguage } from "@/shared/i18n";
import { useIdentity } from "@/shared/identity/useIdentity";
import { Button } from "@/shared/ui/Button";
import { SelectField, TextField } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { Modal } from "@/shared/ui/Modal";
import { useForm } from "@/shared/ui/useForm";
import { createAdmin } from "../api";
import { useFormAct } from "../shell/useAct";

/** An account for a new operator: they choose a password by letter, and a second factor at the gate. */
export function CreateAdmin({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const own = useLanguage();
  const form = useForm({ email: "", name: "" });
  const [language, setLanguage] = useState<Language>(own);
  const [guarded, dialog] = useIdentity();
  const act = useFormAct(
    () => guarded(() => createAdmin({ ...form.values, language })),
    t("console.people.created"),
    onClose,
  );
  return (
    <Modal
      isOpen
      onClose={onClose}
      title={t("console.people.create")}
      description={t("console.people.createText")}
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate(undefined, { onError: form.setError });
        }}
      >
        <TextField
          label={t("console.people.name")}
          required
          maxLength={120}
          value={form.values.name}
          errors={form.fieldErrors.name}
          onChange={(event) => form.set("name", event.target.value)}
        />
        <TextField
          label={t("console.people.email")}
          type="email"
          required
          value={form.values.email}
          errors={form.fieldErrors.email}
          onChange={(event) => form.set("email", event.target.value)}
        />
        <SelectField
          label={t("settings.language")}
          value={language}
          onChange={(event) => setLanguage(event.target.value as Language)}
        >
          {LANGUAGES.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </SelectField>
        <FormError error={form.error} shownFields={form.fields} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button look="primary" type="submit" isBusy={act.isPending}>
            {t("console.people.create")}
          </Button>
        </div>
      </form>
      {dialog}
    </Modal>
  );
}
