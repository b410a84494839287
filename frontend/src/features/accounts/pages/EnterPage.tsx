import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "@/shared/i18n/errorText";
import { welcome } from "@/shared/session";
import { keepWish } from "@/shared/session/wish";
import { Button } from "@/shared/ui/Button";
import { Spinner } from "@/shared/ui/Spinner";
import { enter } from "../api";
import { AuthPage } from "../components/AuthPage";

type Brought = { token: string; isNew: boolean };

/** Read the one-time token and wipe it from the address at once, so that it stays in no history. */
function takeToken(): Brought {
  const brought = new URLSearchParams(window.location.hash.slice(1));
  window.history.replaceState(window.history.state, "", "/enter");
  keepWish(brought.get("plan"), brought.get("period"));
  return { token: brought.get("token") ?? "", isNew: brought.get("to") === "/welcome" };
}

export function EnterPage() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const errorText = useErrorText();
  const hasStarted = useRef(false);
  const { mutate, error } = useMutation({
    mutationFn: ({ token }: Brought) => enter(token),
    onSuccess: (me, { isNew }) => {
      welcome(client, me);
      // A newcomer's code can wait: the wizard is not kept waiting for a letter.
      const home = me.user.email_verified ? "/inbox" : "/verify-email";
      navigate({ to: isNew ? "/welcome" : home, replace: true });
    },
  });
  useEffect(() => {
    // A one-time token must not be spent twice by StrictMode's second run.
    if (hasStarted.current) return;
    hasStarted.current = true;
    mutate(takeToken());
  }, [mutate]);
  return (
    <AuthPage
      title={t(error ? "auth.enterFailed" : "auth.entering")}
      text={error ? errorText(error) : t("auth.enteringText")}
    >
      {error ? (
        <Button look="primary" size="lg" asChild>
          <Link to="/sign-in">{t("auth.signIn")}</Link>
        </Button>
      ) : (
        <span className="text-primary">
          <Spinner />
        </span>
      )}
    </AuthPage>
  );
}
