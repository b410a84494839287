import { useTranslation } from "react-i18next";
import { useIdentity } from "@/shared/identity/useIdentity";
import { Button } from "@/shared/ui/Button";
import { TextArea, TextField } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { Modal } from "@/shared/ui/Modal";
import { useForm } from "@/shared/ui/useForm";
import { type CompanyDetail, deleteCompany } from "../api";
import { useFormAct } from "../shell/useAct";

/** The end of a business: its address is typed, a reason given, and it can be kept until the grace is over. */
export function DeleteCompany({ detail, onClose }: { detail: CompanyDetail; onClose: () => void }) {
  const { t } = useTranslation();
  const { id, name, slug } = detail.company;
  const form = useForm({ slug: "", reason: "", days: "30" });
  const [guarded, dialog] = useIdentity();
  const { values } = form;
  const act = useFormAct(
    () =>
      guarded(() =>
        deleteCompany(id, { slug: values.slug, reason: values.reason, grace_days: Number(values.days) }),
      ),
    t("console.life.deleting"),
    onClose,
  );
  return (
    <Modal
      isOpen
      onClose={onClose}
      title={t("console.life.deleteTitle", { name })}
      description={t("console.life.deleteText")}
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate(undefined, { onError: form.setError });
        }}
      >
        <TextField
          label={t("console.life.typeSlug", { slug })}
          required
          autoComplete="off"
          value={values.slug}
          errors={form.fieldErrors.slug}
          onChange={(event) => form.set("slug", event.target.value)}
        />
        <TextArea
          label={t("console.life.why")}
          required
          maxLength={500}
          value={values.reason}
          errors={form.fieldErrors.reason}
          onChange={(event) => form.set("reason", event.target.value)}
        />
        <TextField
          label={t("console.life.days")}
          type="number"
          min={0}
          max={365}
          required
          value={values.days}
          errors={form.fieldErrors.grace_days}
          onChange={(event) => form.set("days", event.target.value)}
        />
        <FormError error={form.error} shownFields={[...form.fields, "grace_days"]} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button look="danger" type="submit" disabled={values.slug.trim() !== slug} isBusy={act.isPending}>
            {t("console.life.delete")}
          </Button>
        </div>
      </form>
      {dialog}
    </Modal>
  );
}
