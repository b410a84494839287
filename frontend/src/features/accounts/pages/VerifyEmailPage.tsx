import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useErrorText } from "@/shared/i18n/errorText";
import { sessionQuery, welcome } from "@/shared/session";
import { Button } from "@/shared/ui/Button";
import { CodeField } from "@/shared/ui/CodeField";
import { FormError } from "@/shared/ui/FormError";
import { toast } from "@/shared/ui/toast";
import { useForm } from "@/shared/ui/useForm";
import { resendCode, verifyEmail } from "../api";
import { AuthPage } from "../components/AuthPage";

export function VerifyEmailPage() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const errorText = useErrorText();
  const { data: session } = useQuery(sessionQuery);
  const form = useForm({ code: "" });
  const { mutate, isPending } = useMutation({
    mutationFn: () => verifyEmail(form.values.code.trim()),
    onSuccess: (me) => {
      welcome(client, me);
      navigate({ to: "/inbox", replace: true });
    },
    onError: form.setError,
  });
  const resend = useMutation({
    mutationFn: resendCode,
    onSuccess: () => toast.success(t("auth.codeSent")),
    onError: (error) => toast.error(errorText(error)),
  });
  const email = session?.isSignedIn ? session.me.user.email : "";
  return (
    <AuthPage title={t("auth.verify")} text={t("auth.verifyText", { email })}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <CodeField
          label={t("auth.code")}
          autoFocus
          value={form.values.code}
          errors={form.fieldErrors.code}
          onChange={(code) => form.set("code", code)}
          isLarge
        />
        <FormError error={form.error} shownFields={form.fields} />
        <Button look="primary" size="lg" type="submit" isBusy={isPending}>
          {t("auth.confirm")}
        </Button>
        <div className="flex flex-wrap justify-between gap-2">
          <Button look="quiet" size="sm" onClick={() => resend.mutate()} isBusy={resend.isPending}>
            {t("auth.resend")}
          </Button>
          <Button look="quiet" size="sm" asChild>
            <Link to="/inbox">{t("auth.later")}</Link>
          </Button>
        </div>
      </form>
    </AuthPage>
  );
}
