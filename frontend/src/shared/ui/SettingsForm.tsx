import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button";
import { FormError } from "./FormError";

type SettingsFormProps = {
  onSave: () => void;
  isSaving: boolean;
  error: unknown;
  fields: readonly string[];
  isReadOnly?: boolean;
  onCancel?: () => void;
  children: ReactNode;
};

/** A form of the settings: its fields, what was refused, and the buttons; read-only for who may only look. */
export function SettingsForm(props: SettingsFormProps) {
  const { onSave, isSaving, error, fields, isReadOnly = false, onCancel, children } = props;
  const { t } = useTranslation();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        // React hands on the submit of a form in a dialog to the form that the dialog stands in.
        event.stopPropagation();
        onSave();
      }}
    >
      <fieldset disabled={isReadOnly} className="flex min-w-0 flex-col gap-5">
        {children}
        <FormError error={error} shownFields={fields} />
        {!isReadOnly && (
          <div className="flex justify-end gap-2">
            {onCancel && <Button onClick={onCancel}>{t("common.cancel")}</Button>}
            <Button look="primary" type="submit" isBusy={isSaving}>
              {t("common.save")}
            </Button>
          </div>
        )}
      </fieldset>
    </form>
  );
}
