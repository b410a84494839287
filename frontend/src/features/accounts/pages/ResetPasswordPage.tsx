import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/Button";
import { CodeField } from "@/shared/ui/CodeField";
import { TextField } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { toast } from "@/shared/ui/toast";
import { useForm } from "@/shared/ui/useForm";
import { confirmReset, requestReset } from "../api";
import { AuthPage } from "../components/AuthPage";

/** Two steps on one page: ask for a code, then set the new password with it. */
export function ResetPasswordPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const form = useForm({ email: "", code: "", password: "" });
  const { values, set, fieldErrors } = form;
  const [flow, setFlow] = useState<string | null>(null);
  const hasCode = flow !== null;
  const send = useMutation({
    mutationFn: () => requestReset(values.email),
    onSuccess: (given) => {
      form.setError(null);
      set("code", "");
      setFlow(given);
    },
    onError: form.setError,
  });
  const finish = useMutation({
    mutationFn: () => confirmReset(flow ?? "", values.code.trim(), values.password),
    onSuccess: () => {
      toast.success(t("auth.passwordChanged"));
      navigate({ to: "/sign-in" });
    },
    onError: form.setError,
  });
  return (
    <AuthPage
      title={t("auth.reset")}
      text={t(hasCode ? "auth.resetCodeText" : "auth.resetText", { email: values.email })}
      footer={
        <Link to="/sign-in" className="font-medium text-primary underline underline-offset-4">
          {t("auth.backToSignIn")}
        </Link>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          (hasCode ? finish : send).mutate();
        }}
      >
        <TextField
          label={t("auth.email")}
          type="email"
          autoComplete="username"
          required
          autoFocus
          disabled={hasCode}
          value={values.email}
          errors={fieldErrors.email}
          onChange={(event) => set("email", event.target.value)}
        />
        {hasCode && (
          <>
            <CodeField
              label={t("auth.code")}
              autoFocus
              value={values.code}
              errors={fieldErrors.code}
              onChange={(code) => set("code", code)}
            />
            <TextField
              label={t("auth.newPassword")}
              type="password"
              autoComplete="new-password"
              required
              minLength={8}
              value={values.password}
              errors={fieldErrors.password}
              onChange={(event) => set("password", event.target.value)}
            />
          </>
        )}
        <FormError error={form.error} shownFields={form.fields} />
        <Button look="primary" size="lg" type="submit" isBusy={send.isPending || finish.isPending}>
          {t(hasCode ? "auth.setPassword" : "auth.sendCode")}
        </Button>
        {hasCode && (
          <Button look="quiet" size="sm" onClick={() => send.mutate()}>
            {t("auth.resend")}
          </Button>
        )}
      </form>
    </AuthPage>
  );
}
