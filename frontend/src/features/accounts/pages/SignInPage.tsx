import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { welcome } from "@/shared/session";
import { publicUrl, workspaceSlug, workspaceUrl } from "@/shared/session/host";
import { Button } from "@/shared/ui/Button";
import { TextField } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { useForm } from "@/shared/ui/useForm";
import { signIn } from "../api";
import { AuthPage } from "../components/AuthPage";
import { slugFrom } from "../slug";

/** On the public site the workspace comes first: its cookie lives on its own address. */
function WorkspaceStep() {
  const { t } = useTranslation();
  const form = useForm({ slug: "" });
  const slug = slugFrom(form.values.slug.replace(/^https?:\/\//, "").split(".")[0] ?? "");
  return (
    <AuthPage
      title={t("auth.whichWorkspace")}
      text={t("auth.whichWorkspaceText")}
      footer={
        <>
          {t("auth.noAccount")}{" "}
          <Link to="/sign-up" className="font-semibold text-primary underline underline-offset-4">
            {t("auth.signUp")}
          </Link>
        </>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (slug) window.location.assign(`${workspaceUrl(slug)}/sign-in`);
        }}
      >
        <TextField
          label={t("auth.workspaceAddress")}
          value={form.values.slug}
          onChange={(event) => form.set("slug", event.target.value)}
          suffix={`.${window.location.host}`}
          autoCapitalize="none"
          spellCheck={false}
          required
          autoFocus
        />
        <Button look="primary" size="lg" type="submit" disabled={!slug}>
          {t("common.continue")}
        </Button>
      </form>
    </AuthPage>
  );
}

function PasswordStep({ slug, next }: { slug: string; next?: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const form = useForm({ email: "", password: "" });
  const { mutate, isPending } = useMutation({
    mutationFn: () => signIn(form.values.email, form.values.password),
    onSuccess: (me) => {
      welcome(client, me);
      navigate({ to: next ?? "/inbox", replace: true });
    },
    onError: form.setError,
  });
  return (
    <AuthPage
      title={t("auth.signIn")}
      text={t("auth.signInTo", { slug })}
      footer={
        <a href={`${publicUrl()}/sign-in`} className="font-medium text-primary underline underline-offset-4">
          {t("auth.otherWorkspace")}
        </a>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <TextField
          label={t("auth.email")}
          type="email"
          autoComplete="username"
          required
          autoFocus
          value={form.values.email}
          errors={form.fieldErrors.email}
          onChange={(event) => form.set("email", event.target.value)}
        />
        <TextField
          label={t("auth.password")}
          type="password"
          autoComplete="current-password"
          required
          value={form.values.password}
          errors={form.fieldErrors.password}
          onChange={(event) => form.set("password", event.target.value)}
        />
        <FormError error={form.error} shownFields={form.fields} />
        <Button look="primary" size="lg" type="submit" isBusy={isPending}>
          {t("auth.signIn")}
        </Button>
        <Link
          to="/reset-password"
          className="self-center text-sm font-medium text-primary underline underline-offset-4"
        >
          {t("auth.forgot")}
        </Link>
      </form>
    </AuthPage>
  );
}

export function SignInPage({ next }: { next?: string }) {
  const slug = workspaceSlug();
  return slug ? <PasswordStep slug={slug} next={next} /> : <WorkspaceStep />;
}
