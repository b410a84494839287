import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Fingerprint, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { isTurningAway } from "@/shared/identity/turningAway";
import { useIdentity } from "@/shared/identity/useIdentity";
import { dayOnly } from "@/shared/lib/dates";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { Confirm } from "@/shared/ui/Confirm";
import { TextField } from "@/shared/ui/Field";
import { Modal } from "@/shared/ui/Modal";
import { RowActions } from "@/shared/ui/RowActions";
import { SettingsForm } from "@/shared/ui/SettingsForm";
import { useDeed } from "@/shared/ui/useDeed";
import { useForm } from "@/shared/ui/useForm";
import { hasPasskeys } from "../passkey";
import { addPasskey, keys, type Passkey, removePasskey } from "./api";

function PasskeyForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const form = useForm({ name: "" });
  const [guarded, dialog] = useIdentity();
  const { mutate, isPending } = useMutation({
    mutationFn: () => guarded(() => addPasskey(form.values.name)),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.security });
      onClose();
    },
    onError: (error) => form.setError(isTurningAway(error) ? null : error),
  });
  return (
    <Modal isOpen onClose={onClose} title={t("security.addPasskey")} description={t("security.passkeyHow")}>
      <SettingsForm
        onSave={mutate}
        isSaving={isPending}
        error={form.error}
        fields={form.fields}
        onCancel={onClose}
      >
        <TextField
          label={t("security.passkeyName")}
          hint={t("security.passkeyNameHint")}
          required
          maxLength={60}
          value={form.values.name}
          errors={form.fieldErrors.name}
          onChange={(event) => form.set("name", event.target.value)}
        />
      </SettingsForm>
      {dialog}
    </Modal>
  );
}

export function PasskeysCard({ passkeys }: { passkeys: readonly Passkey[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [isAdding, setAdding] = useState(false);
  const [doomed, setDoomed] = useState<Passkey | null>(null);
  const [guarded, dialog] = useIdentity();
  const removal = useDeed({
    deed: (id: number) => guarded(() => removePasskey(String(id))),
    keys: [keys.security],
    onDone: () => setDoomed(null),
  });
  return (
    <Card
      title={t("security.passkeys")}
      text={t(hasPasskeys() ? "security.passkeysText" : "security.passkeysNot")}
      action={
        hasPasskeys() && (
          <Button look="primary" size="sm" onClick={() => setAdding(true)}>
            <Plus aria-hidden="true" className="size-4" />
            {t("security.addPasskey")}
          </Button>
        )
      }
    >
      {passkeys.length > 0 && (
        <ul className="divide-y">
          {passkeys.map((passkey) => (
            <li key={passkey.id} className="flex items-center gap-3 py-2">
              <Fingerprint aria-hidden="true" className="size-5 shrink-0 text-primary" />
              <div className="min-w-0 flex-1">
                <p className="truncate font-medium">{passkey.name}</p>
                <p className="text-[13px] text-ink-2">
                  {passkey.last_used_at
                    ? t("security.lastUsed", { day: dayOnly(passkey.last_used_at, language) })
                    : t("security.neverUsed")}
                </p>
              </div>
              <RowActions name={passkey.name} onDelete={() => setDoomed(passkey)} />
            </li>
          ))}
        </ul>
      )}
      {isAdding && <PasskeyForm onClose={() => setAdding(false)} />}
      <Confirm
        isOpen={doomed !== null}
        isBusy={removal.isPending}
        title={t("settingsRow.delete", { name: doomed?.name ?? "" })}
        text={t("security.removePasskeyText")}
        action={t("common.delete")}
        onConfirm={() => doomed && removal.mutate(doomed.id)}
        onClose={() => setDoomed(null)}
      />
      {dialog}
    </Card>
  );
}
