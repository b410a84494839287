import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ShieldCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { TwoFactorCard } from "@/features/accounts/settings/TwoFactorCard";
import { operatorQuery } from "@/features/console/api";
import type { ApiError } from "@/shared/api/errors";
import { confirmIdentity, securityQuery } from "@/shared/identity/api";
import { useMe } from "@/shared/session";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { CodeField } from "@/shared/ui/CodeField";
import { FormError } from "@/shared/ui/FormError";
import { Bones } from "@/shared/ui/States";
import { useForm } from "@/shared/ui/useForm";

/** The code of this moment opens the console for a session that was begun without it. */
function ShowCode() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const form = useForm({ code: "" });
  const { mutate, isPending } = useMutation({
    mutationFn: () => confirmIdentity({ code: form.values.code }),
    onSuccess: () => client.invalidateQueries(operatorQuery),
    onError: form.setError,
  });
  return (
    <Card>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <p className="text-sm text-ink-2">{t("console.gate.show")}</p>
        <CodeField
          label={t("console.gate.code")}
          value={form.values.code}
          errors={form.fieldErrors.code}
          onChange={(code) => form.set("code", code)}
        />
        <FormError error={form.error} shownFields={form.fields} />
        <Button look="primary" type="submit" isBusy={isPending}>
          {t("console.gate.open")}
        </Button>
      </form>
    </Card>
  );
}

/** The way to a second factor, for who has none. */
function SetUp() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { email_verified } = useMe().user;
  const { data: security } = useQuery(securityQuery);
  if (!email_verified) {
    return (
      <Card>
        <p className="mb-4 text-sm">{t("console.gate.verify")}</p>
        <Button look="primary" asChild>
          <Link to="/verify-email">{t("console.gate.verifyLink")}</Link>
        </Button>
      </Card>
    );
  }
  if (!security) return <Bones rows={1} className="h-40 rounded-3xl" />;
  return (
    <>
      <TwoFactorCard security={security} />
      {security.two_factor && (
        <Button
          look="primary"
          className="mt-4 w-full"
          onClick={() => client.invalidateQueries(operatorQuery)}
        >
          {t("console.gate.goOn")}
        </Button>
      )}
    </>
  );
}

/** What staff see who have not shown a second factor: how to show one, or how to get one. */
export function ConsoleGate({ refusal }: { refusal: ApiError }) {
  const { t } = useTranslation();
  const hasOne = refusal.data.has_one === true;
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-lg flex-col justify-center px-4 py-10">
      <ShieldCheck aria-hidden="true" className="mb-3 size-10 text-primary" />
      <h1 className="text-2xl font-semibold">{t("console.gate.title")}</h1>
      {!hasOne && <p className="mt-1 mb-6 text-ink-2">{t("console.gate.setUp")}</p>}
      <div className={hasOne ? "mt-6" : undefined}>{hasOne ? <ShowCode /> : <SetUp />}</div>
    </main>
  );
}
