import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isTurningAway } from "@/shared/identity/turningAway";
import { useIdentity } from "@/shared/identity/useIdentity";
import { useMe } from "@/shared/session";
import { publicUrl } from "@/shared/session/host";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { TextField } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { Modal } from "@/shared/ui/Modal";
import { useForm } from "@/shared/ui/useForm";
import { deleteWorkspace } from "./api";

function DeleteDialog({ slug, onClose }: { slug: string; onClose: () => void }) {
  const { t } = useTranslation();
  const form = useForm({ slug: "" });
  const [guarded, dialog] = useIdentity();
  const { mutate, isPending, isSuccess } = useMutation({
    mutationFn: () => guarded(() => deleteWorkspace(form.values.slug)),
    onSuccess: () => window.location.assign(`${publicUrl()}/workspaces`),
    onError: (error) => form.setError(isTurningAway(error) ? null : error),
  });
  const isTyped = form.values.slug.trim().toLowerCase() === slug;
  return (
    <Modal isOpen onClose={onClose} title={t("life.delete")} description={t("life.deleteText")}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <TextField
          label={t("life.typeAddress", { slug })}
          required
          autoFocus
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          value={form.values.slug}
          errors={form.fieldErrors.slug}
          onChange={(event) => form.set("slug", event.target.value)}
        />
        <FormError error={form.error} shownFields={form.fields} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button look="danger" type="submit" disabled={!isTyped} isBusy={isPending || isSuccess}>
            {t("life.deleteNow")}
          </Button>
        </div>
      </form>
      {dialog}
    </Modal>
  );
}

/** The end of the workspace, with thirty days to think again. */
export function DeletionCard() {
  const { t } = useTranslation();
  const slug = useMe().workspace?.slug ?? "";
  const [isOpen, setOpen] = useState(false);
  return (
    <Card title={t("life.danger")} text={t("life.dangerText")} className="border-danger/40">
      <Button look="danger" onClick={() => setOpen(true)}>
        {t("life.delete")}
      </Button>
      {isOpen && <DeleteDialog slug={slug} onClose={() => setOpen(false)} />}
    </Card>
  );
}
