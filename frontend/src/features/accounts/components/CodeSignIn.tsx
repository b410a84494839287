import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Me } from "@/shared/api/types";
import { requestCode } from "@/shared/identity/api";
import { Button } from "@/shared/ui/Button";
import { CodeField } from "@/shared/ui/CodeField";
import { TextField } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { useForm } from "@/shared/ui/useForm";
import { signInWithCode } from "../api";
import { AuthPage } from "./AuthPage";

type CodeSignInProps = {
  email: string;
  onSignedIn: (me: Me) => void;
  onRefused: (error: unknown) => boolean;
  onBack: () => void;
};

/** Sign in without a password: the address, then the code from the letter. */
export function CodeSignIn({ email, onSignedIn, onRefused, onBack }: CodeSignInProps) {
  const { t } = useTranslation();
  const form = useForm({ email, code: "" });
  const [flow, setFlow] = useState<string | null>(null);
  const send = useMutation({
    mutationFn: () => requestCode(form.values.email),
    onSuccess: (given) => {
      form.setError(null);
      form.set("code", "");
      setFlow(given);
    },
    onError: form.setError,
  });
  const enter = useMutation({
    mutationFn: () => signInWithCode(flow ?? "", form.values.code),
    onSuccess: onSignedIn,
    onError: (error) => onRefused(error) || form.setError(error),
  });
  return (
    <AuthPage
      title={t("auth.codeTitle")}
      text={flow ? t("auth.resetCodeText", { email: form.values.email }) : t("auth.codeText")}
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
          (flow ? enter : send).mutate();
        }}
      >
        <TextField
          label={t("auth.email")}
          type="email"
          autoComplete="username"
          required
          autoFocus
          disabled={flow !== null}
          value={form.values.email}
          errors={form.fieldErrors.email}
          onChange={(event) => form.set("email", event.target.value)}
        />
        {flow && (
          <CodeField
            key={flow}
            label={t("auth.code")}
            autoFocus
            value={form.values.code}
            errors={form.fieldErrors.code}
            onChange={(code) => form.set("code", code)}
            isLarge
          />
        )}
        <FormError error={form.error} shownFields={form.fields} />
        <Button look="primary" size="lg" type="submit" isBusy={send.isPending || enter.isPending}>
          {t(flow ? "auth.signIn" : "auth.sendCode")}
        </Button>
        {flow && (
          <Button look="quiet" size="sm" onClick={() => send.mutate()}>
            {t("auth.resend")}
          </Button>
        )}
      </form>
    </AuthPage>
  );
}
