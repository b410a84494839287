import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CircleCheck, CircleX } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { followAddress, useLanguage } from "@/shared/i18n";
import { stored } from "@/shared/lib/stored";
import { useDebounced } from "@/shared/lib/useDebounced";
import { forgetWish, keepWish, wish } from "@/shared/session/wish";
import { Button } from "@/shared/ui/Button";
import { TextField } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { useForm } from "@/shared/ui/useForm";
import { register, slugQuery } from "../api";
import { AuthPage } from "../components/AuthPage";
import { GoogleButton, Or } from "../components/OtherWays";
import { SmallPrint } from "../components/SmallPrint";
import { newcomer } from "../newcomer";
import { keepReferral } from "../recommendation";
import { slugFrom } from "../slug";

function SlugHint({ slug, onPick }: { slug: string; onPick: (slug: string) => void }) {
  const { t } = useTranslation();
  const settled = useDebounced(slug, 300);
  const { data } = useQuery(slugQuery(settled));
  if (!slug || !data || settled !== slug) return t("auth.slugHint");
  const { suggestion } = data;
  if (data.available) {
    return (
      <span className="flex items-center gap-1.5 text-sage">
        <CircleCheck aria-hidden="true" className="size-4" />
        {t("auth.slugFree", { host: `${slug}.${window.location.host}` })}
      </span>
    );
  }
  return (
    <span className="flex flex-wrap items-center gap-1.5 text-danger">
      <CircleX aria-hidden="true" className="size-4" />
      {t(`auth.slugNot.${data.reason ?? "taken"}`)}
      {suggestion && (
        <button
          type="button"
          onClick={() => onPick(suggestion)}
          className="font-semibold underline underline-offset-2"
        >
          {t("auth.slugTry", { slug: suggestion })}
        </button>
      )}
    </span>
  );
}

/** Keep which plan the pricing page was left with: the way by Google's page would lose it. */
function keepChoice(): void {
  const given = new URLSearchParams(window.location.search);
  forgetWish();
  keepWish(given.get("plan"), given.get("period"));
}

export function SignUpPage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const google = newcomer();
  useEffect(() => {
    keepReferral();
    void followAddress();
    if (!newcomer()) keepChoice();
  }, []);
  const form = useForm({ organization: "", slug: "", name: google?.name ?? "", email: "", password: "" });
  const { values, set, fieldErrors } = form;
  const [hasOwnSlug, setOwnSlug] = useState(false);
  const { mutate, isPending, isSuccess } = useMutation({
    mutationFn: () => {
      const { email, password, ...business } = values;
      const person = google ? { google: google.ticket } : { email, password };
      return register({ ...business, ...person, language });
    },
    onSuccess: ({ workspace, entry_token }) => {
      const home = workspace.url.replace(/\/$/, "");
      // The public pages offer the way back to it.
      stored.set("home", home);
      // The token rides in the fragment: it reaches the page and no server log.
      const brought = new URLSearchParams({ token: entry_token, to: "/welcome", ...wish() });
      window.location.assign(`${home}/enter#${brought}`);
    },
    onError: form.setError,
  });
  const pickSlug = (slug: string) => {
    setOwnSlug(true);
    set("slug", slug);
  };
  return (
    <AuthPage
      title={t("auth.signUpTitle")}
      text={google ? t("auth.signUpGoogle", { email: google.email }) : t("auth.signUpText")}
      footer={
        <>
          {t("auth.haveAccount")}{" "}
          <Link to="/sign-in" className="font-semibold text-primary underline underline-offset-4">
            {t("auth.signIn")}
          </Link>
        </>
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
          label={t("auth.organization")}
          autoComplete="organization"
          required
          autoFocus
          value={values.organization}
          errors={fieldErrors.organization}
          onChange={(event) => {
            set("organization", event.target.value);
            if (!hasOwnSlug) set("slug", slugFrom(event.target.value));
          }}
        />
        <TextField
          label={t("auth.workspaceAddress")}
          required
          autoCapitalize="none"
          spellCheck={false}
          value={values.slug}
          errors={fieldErrors.slug}
          hint={<SlugHint slug={values.slug} onPick={pickSlug} />}
          suffix={`.${window.location.host}`}
          onChange={(event) => pickSlug(event.target.value.toLowerCase().replace(/[^a-z0-9-]/g, ""))}
        />
        <TextField
          label={t("auth.name")}
          autoComplete="name"
          required
          value={values.name}
          errors={fieldErrors.name}
          onChange={(event) => set("name", event.target.value)}
        />
        {!google && (
          <>
            <TextField
              label={t("auth.email")}
              type="email"
              autoComplete="username"
              required
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
          </>
        )}
        <FormError error={form.error} shownFields={form.fields} />
        <Button look="primary" size="lg" type="submit" isBusy={isPending || isSuccess}>
          {t("auth.create")}
        </Button>
        <SmallPrint />
      </form>
      {!google && (
        <>
          <Or />
          <div className="flex flex-col">
            <GoogleButton />
          </div>
        </>
      )}
    </AuthPage>
  );
}
