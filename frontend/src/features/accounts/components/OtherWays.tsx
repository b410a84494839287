import { useMutation } from "@tanstack/react-query";
import { Fingerprint, Mail } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Me } from "@/shared/api/types";
import { isChangeOfMind } from "@/shared/identity/turningAway";
import { Button } from "@/shared/ui/Button";
import { FormError } from "@/shared/ui/FormError";
import { leaveForGoogle, signInWithPasskey } from "../api";
import { hasPasskeys } from "../passkey";

/** Google's own mark, in its own colours, as its guidelines ask. */
function GoogleMark() {
  return (
    <svg viewBox="0 0 18 18" aria-hidden="true" className="size-4.5">
      <path
        fill="#4285F4"
        d="M17.64 9.2c0-.64-.06-1.25-.16-1.84H9v3.48h4.84a4.14 4.14 0 0 1-1.8 2.72v2.26h2.92c1.7-1.57 2.68-3.88 2.68-6.62z"
      />
      <path
        fill="#34A853"
        d="M9 18c2.43 0 4.47-.8 5.96-2.18l-2.92-2.26c-.8.54-1.84.86-3.04.86-2.34 0-4.32-1.58-5.03-3.7H.96v2.33A9 9 0 0 0 9 18z"
      />
      <path fill="#FBBC05" d="M3.97 10.72a5.4 5.4 0 0 1 0-3.44V4.95H.96a9 9 0 0 0 0 8.1z" />
      <path
        fill="#EA4335"
        d="M9 3.58c1.32 0 2.5.45 3.44 1.35l2.58-2.58A9 9 0 0 0 .96 4.95l3.01 2.33C4.68 5.16 6.66 3.58 9 3.58z"
      />
    </svg>
  );
}

export function GoogleButton({ next }: { next?: string }) {
  const { t } = useTranslation();
  const { mutate, isPending, isSuccess, error } = useMutation({ mutationFn: () => leaveForGoogle(next) });
  return (
    <>
      <Button size="lg" onClick={() => mutate()} isBusy={isPending || isSuccess}>
        <GoogleMark />
        {t("auth.withGoogle")}
      </Button>
      <FormError error={error} />
    </>
  );
}

function PasskeyButton({ onSignedIn }: { onSignedIn: (me: Me) => void }) {
  const { t } = useTranslation();
  const { mutate, isPending, error } = useMutation({
    mutationFn: signInWithPasskey,
    onSuccess: onSignedIn,
  });
  return (
    <>
      <Button size="lg" onClick={() => mutate()} isBusy={isPending}>
        <Fingerprint aria-hidden="true" className="size-4.5" />
        {t("auth.withPasskey")}
      </Button>
      <FormError error={isChangeOfMind(error) ? null : error} />
    </>
  );
}

export function Or() {
  const { t } = useTranslation();
  return (
    <p className="my-5 flex items-center gap-3 text-[13px] text-ink-3 before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
      {t("auth.or")}
    </p>
  );
}

type OtherWaysProps = { next?: string; onSignedIn: (me: Me) => void; onCode: () => void };

export function OtherWays({ next, onSignedIn, onCode }: OtherWaysProps) {
  const { t } = useTranslation();
  return (
    <div className="flex flex-col gap-2.5">
      <GoogleButton next={next} />
      {hasPasskeys() && <PasskeyButton onSignedIn={onSignedIn} />}
      <Button size="lg" onClick={onCode}>
        <Mail aria-hidden="true" className="size-4.5" />
        {t("auth.withCode")}
      </Button>
    </div>
  );
}
