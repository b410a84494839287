import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isTurningAway } from "@/shared/identity/turningAway";
import { useIdentity } from "@/shared/identity/useIdentity";
import { useMe } from "@/shared/session";
import { workspaceUrl } from "@/shared/session/host";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { TextField } from "@/shared/ui/Field";
import { Modal } from "@/shared/ui/Modal";
import { SettingsForm } from "@/shared/ui/SettingsForm";
import { useForm } from "@/shared/ui/useForm";
import { moveWorkspace } from "./api";

function MoveDialog({ slug, onClose }: { slug: string; onClose: () => void }) {
  const { t } = useTranslation();
  const form = useForm({ slug });
  const [guarded, dialog] = useIdentity();
  const { mutate, isPending, isSuccess } = useMutation({
    mutationFn: () => guarded(() => moveWorkspace(form.values.slug.trim().toLowerCase())),
    onError: (error) => form.setError(isTurningAway(error) ? null : error),
  });
  return (
    <Modal isOpen onClose={onClose} title={t("life.move")} description={t("life.moveText")}>
      <SettingsForm
        onSave={mutate}
        isSaving={isPending || isSuccess}
        error={form.error}
        fields={form.fields}
        onCancel={onClose}
      >
        <TextField
          label={t("life.newAddress")}
          hint={workspaceUrl(form.values.slug || "…")}
          required
          autoFocus
          autoCapitalize="none"
          spellCheck={false}
          maxLength={40}
          value={form.values.slug}
          errors={form.fieldErrors.slug}
          onChange={(event) => form.set("slug", event.target.value)}
        />
      </SettingsForm>
      {dialog}
    </Modal>
  );
}

/** Where the workspace lives; its owner may move it. */
export function AddressCard({ isOwner }: { isOwner: boolean }) {
  const { t } = useTranslation();
  const slug = useMe().workspace?.slug ?? "";
  const [isMoving, setMoving] = useState(false);
  return (
    <Card
      title={t("life.address")}
      text={t("life.addressText")}
      action={isOwner && <Button onClick={() => setMoving(true)}>{t("life.move")}</Button>}
    >
      <p className="text-sm font-medium break-all">{workspaceUrl(slug)}</p>
      {isMoving && <MoveDialog slug={slug} onClose={() => setMoving(false)} />}
    </Card>
  );
}
