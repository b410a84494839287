import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { api, ask } from "@/shared/api/client";
import { useErrorText } from "@/shared/i18n/errorText";
import { sessionQuery } from "@/shared/session";
import { publicUrl } from "@/shared/session/host";
import { Button } from "@/shared/ui/Button";
import { Spinner } from "@/shared/ui/Spinner";
import { useVisitTexts } from "./texts";

/** Read the one-time token and wipe it from the address at once, so that it stays in no history. */
function takeToken(): string {
  const token = window.location.hash.slice(1);
  window.history.replaceState(window.history.state, "", "/visit");
  return token;
}

/** Where an operator arrives from the console; then the workspace opens as its member sees it. */
export function VisitPage() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const errorText = useErrorText();
  const hasTexts = useVisitTexts();
  const hasStarted = useRef(false);
  const { mutate, error } = useMutation({
    mutationFn: (token: string) => ask(api.POST("/api/impersonation/enter/", { body: { token } })),
    onSuccess: async () => {
      // What was kept of whoever was here before is not what the visitor sees.
      client.clear();
      await client.fetchQuery(sessionQuery);
      navigate({ to: "/inbox", replace: true });
    },
  });
  useEffect(() => {
    // A one-time token must not be spent twice by StrictMode's second run.
    if (hasStarted.current) return;
    hasStarted.current = true;
    mutate(takeToken());
  }, [mutate]);
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col items-center justify-center gap-4 px-6 text-center">
      {hasTexts && <h1 className="text-xl font-semibold">{t(error ? "visit.failed" : "visit.entering")}</h1>}
      {error ? (
        <>
          <p className="text-ink-2">{errorText(error)}</p>
          {hasTexts && (
            <Button look="primary" asChild>
              <a href={`${publicUrl()}/console`}>{t("visit.back")}</a>
            </Button>
          )}
        </>
      ) : (
        <span className="text-primary">
          <Spinner />
        </span>
      )}
    </main>
  );
}
