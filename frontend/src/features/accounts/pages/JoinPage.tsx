import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Me } from "@/shared/api/types";
import { useLanguage } from "@/shared/i18n";
import { useErrorText } from "@/shared/i18n/errorText";
import { farewell, welcome } from "@/shared/session";
import { Button } from "@/shared/ui/Button";
import { TextField } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { Spinner } from "@/shared/ui/Spinner";
import { useForm } from "@/shared/ui/useForm";
import { signOut } from "../api";
import { AuthPage } from "../components/AuthPage";
import { SmallPrint } from "../components/SmallPrint";
import { dropInvitation, type Invited, join, lookAtInvitation, takeInvitation } from "../invitation";

type WayProps = { invited: Invited; token: string; onJoined: (me: Me) => void };

function SignInButton({ isMain }: { isMain?: boolean }) {
  const { t } = useTranslation();
  return (
    <Button look={isMain ? "primary" : "quiet"} size="lg" asChild>
      <Link to="/sign-in" search={{ next: "/join" }}>
        {t("auth.signIn")}
      </Link>
    </Button>
  );
}

function Newcomer({ invited, token, onJoined }: WayProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const form = useForm({ name: "", email: invited.email, password: "" });
  const { values, set, fieldErrors } = form;
  const isLetter = invited.kind === "email";
  const { mutate, isPending } = useMutation({
    mutationFn: () => {
      const { email, ...person } = values;
      return join({ token, ...person, language, ...(isLetter ? {} : { email }) });
    },
    onSuccess: onJoined,
    onError: form.setError,
  });
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        mutate();
      }}
    >
      <TextField
        label={t("auth.name")}
        autoComplete="name"
        required
        autoFocus
        maxLength={120}
        value={values.name}
        errors={fieldErrors.name}
        onChange={(event) => set("name", event.target.value)}
      />
      <TextField
        label={t("auth.email")}
        type="email"
        autoComplete="username"
        required
        readOnly={isLetter}
        hint={isLetter ? t("join.emailFixed") : undefined}
        value={values.email}
        errors={fieldErrors.email}
        onChange={(event) => set("email", event.target.value)}
      />
      <TextField
        label={t("auth.password")}
        type="password"
        autoComplete="new-password"
        required
        minLength={8}
        hint={t("auth.passwordHint")}
        value={values.password}
        errors={fieldErrors.password}
        onChange={(event) => set("password", event.target.value)}
      />
      <FormError error={form.error} shownFields={form.fields} />
      <Button look="primary" size="lg" type="submit" isBusy={isPending}>
        {t("join.create")}
      </Button>
      <SmallPrint />
      <p className="flex flex-wrap items-center gap-x-2 text-sm text-ink-2">
        {t("join.haveAccount")} <SignInButton />
      </p>
    </form>
  );
}

function SignedIn({ invited, token, onJoined }: WayProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => join({ token }),
    onSuccess: onJoined,
  });
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: () => {
      farewell(client);
      window.location.reload();
    },
  });
  const you = invited.you;
  if (!you) return null;
  return (
    <div className="flex flex-col gap-4">
      <p className="text-ink-2">
        {t(you.is_meant ? "join.signedInAs" : "join.forAnother", { mine: you.email, email: invited.email })}
      </p>
      <FormError error={error} />
      {you.is_meant && (
        <Button look="primary" size="lg" isBusy={isPending} onClick={() => mutate()}>
          {t("join.join", { workspace: invited.workspace.name })}
        </Button>
      )}
      <Button
        look={you.is_meant ? "quiet" : "primary"}
        size="lg"
        isBusy={leave.isPending}
        onClick={() => leave.mutate()}
      >
        {t("join.another")}
      </Button>
    </div>
  );
}

function Way(props: WayProps) {
  const { t } = useTranslation();
  const { invited } = props;
  if (invited.you?.is_member) {
    return (
      <Button look="primary" size="lg" asChild>
        <Link to="/inbox">{t("join.open")}</Link>
      </Button>
    );
  }
  if (invited.you) return <SignedIn {...props} />;
  if (!invited.has_account) return <Newcomer {...props} />;
  return (
    <div className="flex flex-col gap-4">
      <p className="text-ink-2">{t("join.signInFirst", { email: invited.email })}</p>
      <SignInButton isMain />
    </div>
  );
}

/** Where an invitation leads: a newcomer makes an account, everybody else joins as who they are. */
export function JoinPage() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const errorText = useErrorText();
  const [token, setToken] = useState(takeInvitation);
  useEffect(() => {
    // A second link pasted into the same tab changes only what stands behind the #.
    const follow = () => setToken(takeInvitation());
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, []);
  const { data, error } = useQuery({
    queryKey: ["accounts", "invitation", token],
    queryFn: () => lookAtInvitation(token),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const onJoined = (me: Me) => {
    dropInvitation();
    welcome(client, me);
    navigate({ to: me.user.email_verified ? "/inbox" : "/verify-email", replace: true });
  };
  if (error) {
    return (
      <AuthPage title={t("join.failed")} text={errorText(error)}>
        <SignInButton isMain />
      </AuthPage>
    );
  }
  if (!data) {
    return (
      <AuthPage title={t("join.looking")}>
        <span className="text-primary">
          <Spinner />
        </span>
      </AuthPage>
    );
  }
  const workspace = data.workspace.name;
  const isMember = data.you?.is_member;
  return (
    <AuthPage
      title={t(isMember ? "join.alreadyIn" : "join.title", { workspace })}
      text={!isMember && t("join.text", { by: data.invited_by, role: t(`role.${data.role}`) })}
    >
      <Way invited={data} token={token} onJoined={onJoined} />
    </AuthPage>
  );
}
