import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/Button";
import { TextField } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { Modal } from "@/shared/ui/Modal";
import { useForm } from "@/shared/ui/useForm";
import { type CompanyDetail, renameCompany } from "../api";
import { useFormAct } from "../shell/useAct";

export function RenameCompany({ detail, onClose }: { detail: CompanyDetail; onClose: () => void }) {
  const { t } = useTranslation();
  const { id, name, slug } = detail.company;
  const form = useForm({ name, slug });
  const act = useFormAct(
    () =>
      renameCompany(id, {
        name: form.values.name === name ? null : form.values.name,
        slug: form.values.slug === slug ? null : form.values.slug,
      }),
    t("common.saved"),
    onClose,
  );
  const isSame = form.values.name === name && form.values.slug === slug;
  return (
    <Modal
      isOpen
      onClose={onClose}
      title={t("console.life.renameTitle", { name })}
      description={t("console.life.renameText")}
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate(undefined, { onError: form.setError });
        }}
      >
        <TextField
          label={t("console.life.name")}
          required
          maxLength={120}
          value={form.values.name}
          errors={form.fieldErrors.name}
          onChange={(event) => form.set("name", event.target.value)}
        />
        <TextField
          label={t("console.life.slug")}
          required
          maxLength={40}
          value={form.values.slug}
          errors={form.fieldErrors.slug}
          onChange={(event) => form.set("slug", event.target.value.toLowerCase())}
        />
        <FormError error={form.error} shownFields={form.fields} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button look="primary" type="submit" disabled={isSame} isBusy={act.isPending}>
            {t("common.save")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
