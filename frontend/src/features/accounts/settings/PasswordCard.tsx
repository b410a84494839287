import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Security } from "@/shared/identity/api";
import { useIdentity } from "@/shared/identity/useIdentity";
import { useMe } from "@/shared/session";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { TextField } from "@/shared/ui/Field";
import { Modal } from "@/shared/ui/Modal";
import { SettingsForm } from "@/shared/ui/SettingsForm";
import { useForm } from "@/shared/ui/useForm";
import { useSave } from "@/shared/ui/useSave";
import { changePassword } from "./api";
import { EmailForm } from "./EmailForm";

function PasswordForm({ hasOne, onClose }: { hasOne: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const form = useForm({ current_password: "", password: "" });
  const { values, set, fieldErrors } = form;
  const [guarded, dialog] = useIdentity();
  const saving = useSave({
    save: () => guarded(() => changePassword(values.current_password, values.password)),
    key: ["accounts"],
    setError: form.setError,
    onSaved: onClose,
  });
  return (
    <Modal isOpen onClose={onClose} title={t("security.password")} description={t("security.passwordOthers")}>
      <SettingsForm
        onSave={saving.mutate}
        isSaving={saving.isPending}
        error={form.error}
        fields={form.fields}
        onCancel={onClose}
      >
        {hasOne && (
          <TextField
            label={t("security.currentPassword")}
            type="password"
            autoComplete="current-password"
            required
            value={values.current_password}
            errors={fieldErrors.current_password}
            onChange={(event) => set("current_password", event.target.value)}
          />
        )}
        <TextField
          label={t("auth.newPassword")}
          type="password"
          autoComplete="new-password"
          required
          minLength={8}
          hint={t("auth.passwordHint")}
          value={values.password}
          errors={fieldErrors.password}
          onChange={(event) => set("password", event.target.value)}
        />
      </SettingsForm>
      {dialog}
    </Modal>
  );
}

/** How one signs in: the address and the password. */
export function PasswordCard({ security }: { security: Security }) {
  const { t } = useTranslation();
  const { user } = useMe();
  const [open, setOpen] = useState<"password" | "email" | null>(null);
  return (
    <Card title={t("security.signIn")}>
      <div className="flex flex-col divide-y">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 pb-3">
          <div className="min-w-0">
            <p className="text-sm font-medium">{t("auth.email")}</p>
            <p className="truncate text-sm text-ink-2">{user.email}</p>
          </div>
          <Button size="sm" onClick={() => setOpen("email")}>
            {t("security.changeEmail")}
          </Button>
        </div>
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3">
          <div>
            <p className="text-sm font-medium">{t("auth.password")}</p>
            <p className="text-sm text-ink-2">
              {t(security.has_password ? "security.passwordSet" : "security.passwordNone")}
            </p>
          </div>
          <Button size="sm" onClick={() => setOpen("password")}>
            {t(security.has_password ? "security.changePassword" : "security.setPassword")}
          </Button>
        </div>
        <div className="pt-3">
          <p className="text-sm font-medium">Google</p>
          <p className="text-sm text-ink-2">{security.google ?? t("security.googleNone")}</p>
        </div>
      </div>
      {open === "password" && <PasswordForm hasOne={security.has_password} onClose={() => setOpen(null)} />}
      {open === "email" && <EmailForm onClose={() => setOpen(null)} />}
    </Card>
  );
}
