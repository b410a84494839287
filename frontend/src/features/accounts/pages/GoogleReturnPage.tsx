import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "@/shared/i18n/errorText";
import { Button } from "@/shared/ui/Button";
import { Spinner } from "@/shared/ui/Spinner";
import { nextAfterGoogle, type Pending, pendingOf, returnFromGoogle } from "../api";
import { AuthPage } from "../components/AuthPage";
import { SecondStep } from "../components/SecondStep";
import { keepNewcomer } from "../newcomer";
import { useWelcome } from "../useWelcome";

/** Read what Google sent along and wipe it from the address at once, so that it stays in no history. */
function takeReturn() {
  const brought = new URLSearchParams(window.location.hash.slice(1));
  window.history.replaceState(window.history.state, "", window.location.pathname);
  return { code: brought.get("code") ?? "", state: brought.get("state") ?? "" };
}

/** Where Google's page leads back to: signed in, one step more, or a new business. */
export function GoogleReturnPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const errorText = useErrorText();
  const onSignedIn = useWelcome(nextAfterGoogle());
  const hasStarted = useRef(false);
  const [waiting, setWaiting] = useState<Pending | null>(null);
  const { mutate, error } = useMutation({
    mutationFn: ({ code, state }: { code: string; state: string }) => returnFromGoogle(code, state),
    onSuccess: ({ me, sign_up }) => {
      if (me) return onSignedIn(me);
      keepNewcomer(sign_up);
      return navigate({ to: "/sign-up", replace: true });
    },
    onError: (refusal) => setWaiting(pendingOf(refusal)),
  });
  const back = () => navigate({ to: "/sign-in", replace: true });
  useEffect(() => {
    // What Google gave works once, and StrictMode runs this twice.
    if (hasStarted.current) return;
    hasStarted.current = true;
    const brought = takeReturn();
    if (brought.code) mutate(brought);
    else navigate({ to: "/sign-in", replace: true });
  }, [mutate, navigate]);
  if (waiting) return <SecondStep waiting={waiting} onSignedIn={onSignedIn} onBack={back} />;
  return (
    <AuthPage
      title={t(error ? "auth.googleFailed" : "auth.googleReturn")}
      text={error ? errorText(error) : t("auth.enteringText")}
    >
      {error ? (
        <Button look="primary" size="lg" asChild>
          <Link to="/sign-in">{t("auth.backToSignIn")}</Link>
        </Button>
      ) : (
        <span className="text-primary">
          <Spinner />
        </span>
      )}
    </AuthPage>
  );
}
