import { useMutation } from "@tanstack/react-query";
import { Fingerprint } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Me } from "@/shared/api/types";
import { isChangeOfMind } from "@/shared/identity/turningAway";
import { Button } from "@/shared/ui/Button";
import { CodeField } from "@/shared/ui/CodeField";
import { FormError } from "@/shared/ui/FormError";
import { useForm } from "@/shared/ui/useForm";
import { finishWithCode, finishWithPasskey, type Pending } from "../api";
import { hasPasskeys } from "../passkey";
import { AuthPage } from "./AuthPage";

type SecondStepProps = { waiting: Pending; onSignedIn: (me: Me) => void; onBack: () => void };

/** The code of the authenticator app, a recovery code, or a passkey, after the first step was right. */
export function SecondStep({ waiting, onSignedIn, onBack }: SecondStepProps) {
  const { t } = useTranslation();
  const form = useForm({ code: "" });
  const code = useMutation({
    mutationFn: () => finishWithCode(waiting.pending, form.values.code),
    onSuccess: onSignedIn,
    onError: form.setError,
  });
  const passkey = useMutation({
    mutationFn: () => finishWithPasskey(waiting.pending),
    onSuccess: onSignedIn,
    onError: (error) => form.setError(isChangeOfMind(error) ? null : error),
  });
  return (
    <AuthPage
      title={t("auth.secondStep")}
      text={t("auth.secondStepText")}
      footer={
        <button
          type="button"
          onClick={onBack}
          className="font-medium text-primary underline underline-offset-4"
        >
          {t("auth.backToSignIn")}
        </button>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          code.mutate();
        }}
      >
        <CodeField
          label={t("auth.secondCode")}
          hint={t("auth.secondCodeHint")}
          autoFocus
          value={form.values.code}
          errors={form.fieldErrors.code}
          onChange={(code) => form.set("code", code)}
          isLarge
        />
        <FormError error={form.error} shownFields={form.fields} />
        <Button look="primary" size="lg" type="submit" isBusy={code.isPending}>
          {t("auth.confirm")}
        </Button>
        {waiting.methods.includes("passkey") && hasPasskeys() && (
          <Button size="lg" onClick={() => passkey.mutate()} isBusy={passkey.isPending}>
            <Fingerprint aria-hidden="true" className="size-4.5" />
            {t("auth.withPasskey")}
          </Button>
        )}
      </form>
    </AuthPage>
  );
}
