import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { publicUrl, workspaceSlug, workspaceUrl } from "@/shared/session/host";
import { Button } from "@/shared/ui/Button";
import { TextField } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { useForm } from "@/shared/ui/useForm";
import { type Pending, pendingOf, signIn } from "../api";
import { AuthPage } from "../components/AuthPage";
import { CodeSignIn } from "../components/CodeSignIn";
import { Or, OtherWays } from "../components/OtherWays";
import { SecondStep } from "../components/SecondStep";
import { slugFrom } from "../slug";
import { useWelcome } from "../useWelcome";

const link = "font-medium text-primary underline underline-offset-4";

/** Straight to a workspace by its address. */
function WorkspaceStep({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const form = useForm({ slug: "" });
  const slug = slugFrom(form.values.slug.replace(/^https?:\/\//, "").split(".")[0] ?? "");
  return (
    <AuthPage
      title={t("auth.whichWorkspace")}
      text={t("auth.whichWorkspaceText")}
      footer={
        <div className="flex flex-wrap justify-between gap-x-4 gap-y-2">
          <button type="button" onClick={onBack} className={link}>
            {t("auth.backToSignIn")}
          </button>
          {/* The server's own page, which sends a letter. */}
          <a href={`/${language}/find-workspace`} className={link}>
            {t("auth.findWorkspace")}
          </a>
        </div>
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

function Footer({ slug, onAddress }: { slug: string | null; onAddress: () => void }) {
  const { t } = useTranslation();
  if (slug) {
    return (
      <a href={`${publicUrl()}/sign-in`} className={link}>
        {t("auth.otherWorkspace")}
      </a>
    );
  }
  return (
    <div className="flex flex-wrap justify-between gap-x-4 gap-y-2">
      <span>
        {t("auth.noAccount")}{" "}
        <Link to="/sign-up" className={link}>
          {t("auth.signUp")}
        </Link>
      </span>
      <button type="button" onClick={onAddress} className={link}>
        {t("auth.knowAddress")}
      </button>
    </div>
  );
}

type Way = "password" | "code" | "address";

/** All ways in: a password, Google, a passkey, a code by e-mail; then, where it is on, the second step. */
export function SignInPage({ next }: { next?: string }) {
  const { t } = useTranslation();
  const slug = workspaceSlug();
  const [way, setWay] = useState<Way>("password");
  const [waiting, setWaiting] = useState<Pending | null>(null);
  const form = useForm({ email: "", password: "" });
  const onSignedIn = useWelcome(next);
  const isWaiting = (error: unknown) => {
    const pending = pendingOf(error);
    setWaiting(pending);
    return pending !== null;
  };
  const back = () => {
    setWaiting(null);
    setWay("password");
  };
  const { mutate, isPending } = useMutation({
    mutationFn: () => signIn(form.values.email, form.values.password),
    onSuccess: onSignedIn,
    onError: (error) => isWaiting(error) || form.setError(error),
  });
  if (waiting) return <SecondStep waiting={waiting} onSignedIn={onSignedIn} onBack={back} />;
  if (way === "address") return <WorkspaceStep onBack={back} />;
  if (way === "code") {
    return (
      <CodeSignIn email={form.values.email} onSignedIn={onSignedIn} onRefused={isWaiting} onBack={back} />
    );
  }
  return (
    <AuthPage
      title={t("auth.signIn")}
      text={slug ? t("auth.signInTo", { slug }) : undefined}
      footer={<Footer slug={slug} onAddress={() => setWay("address")} />}
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
      <Or />
      <OtherWays next={next} onSignedIn={onSignedIn} onCode={() => setWay("code")} />
    </AuthPage>
  );
}
