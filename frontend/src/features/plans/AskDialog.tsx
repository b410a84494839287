import { useTranslation } from "react-i18next";
import { api, ask } from "@/shared/api/client";
import { Button } from "@/shared/ui/Button";
import { TextArea } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { Modal } from "@/shared/ui/Modal";
import { useForm } from "@/shared/ui/useForm";
import { useSave } from "@/shared/ui/useSave";
import { keys, type Period, type Plan } from "./api";

type AskDialogProps = { plan: Plan | null; period: Period; onClose: () => void };

/** Ask for a plan, or describe one where `plan` is null. */
export function AskDialog({ plan, period, onClose }: AskDialogProps) {
  const { t } = useTranslation();
  const form = useForm({ message: "" });
  const saving = useSave({
    save: () =>
      ask(
        api.POST("/api/plan-requests/", {
          body: { plan: plan?.code ?? null, period, message: form.values.message },
        }),
      ),
    key: keys.requests,
    setError: form.setError,
    onSaved: onClose,
  });
  return (
    <Modal
      isOpen
      onClose={onClose}
      title={plan ? t("plans.askTitle", { name: plan.name }) : t("plans.askOther")}
      description={t("plans.askText")}
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          saving.mutate();
        }}
      >
        <TextArea
          label={t("plans.message")}
          hint={plan ? t("plans.messageHint") : undefined}
          maxLength={2000}
          required={!plan}
          value={form.values.message}
          errors={form.fieldErrors.message}
          onChange={(event) => form.set("message", event.target.value)}
        />
        <FormError error={form.error} shownFields={form.fields} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" look="primary" isBusy={saving.isPending}>
            {t("plans.send")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
