import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isTurningAway } from "@/shared/identity/turningAway";
import { useIdentity } from "@/shared/identity/useIdentity";
import { sessionQuery, useMe } from "@/shared/session";
import { CodeField } from "@/shared/ui/CodeField";
import { TextField } from "@/shared/ui/Field";
import { Modal } from "@/shared/ui/Modal";
import { SettingsForm } from "@/shared/ui/SettingsForm";
import { toast } from "@/shared/ui/toast";
import { useForm } from "@/shared/ui/useForm";
import { confirmEmailChange, requestEmailChange } from "./api";

/** Another address: first the wish, then a code from each of the two letters. */
export function EmailForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { user } = useMe();
  const form = useForm({ email: "", new_code: "", old_code: "" });
  const { values, set, fieldErrors } = form;
  const [isSent, setSent] = useState(false);
  const [guarded, dialog] = useIdentity();
  const { mutate, isPending } = useMutation({
    mutationFn: async () => {
      if (isSent) await confirmEmailChange(values.new_code, values.old_code);
      else await guarded(() => requestEmailChange(values.email));
    },
    onSuccess: async () => {
      form.setError(null);
      if (!isSent) {
        setSent(true);
        return;
      }
      await client.invalidateQueries({ queryKey: sessionQuery.queryKey });
      toast.success(t("common.saved"));
      onClose();
    },
    onError: (error) => form.setError(isTurningAway(error) ? null : error),
  });
  return (
    <Modal
      isOpen
      onClose={onClose}
      title={t("security.changeEmail")}
      description={t(isSent ? "security.emailCodes" : "security.emailText")}
    >
      <SettingsForm
        onSave={mutate}
        isSaving={isPending}
        error={form.error}
        fields={["email", "new_code", "old_code"]}
        onCancel={onClose}
      >
        {isSent ? (
          <>
            <CodeField
              label={t("security.codeFrom", { email: values.email })}
              autoFocus
              value={values.new_code}
              errors={fieldErrors.new_code}
              onChange={(code) => set("new_code", code)}
            />
            <CodeField
              label={t("security.codeFrom", { email: user.email })}
              autoComplete="off"
              value={values.old_code}
              errors={fieldErrors.old_code ?? fieldErrors.code}
              onChange={(code) => set("old_code", code)}
            />
          </>
        ) : (
          <TextField
            label={t("security.newEmail")}
            type="email"
            required
            autoComplete="email"
            value={values.email}
            errors={fieldErrors.email}
            onChange={(event) => set("email", event.target.value)}
          />
        )}
      </SettingsForm>
      {dialog}
    </Modal>
  );
}
