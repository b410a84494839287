import { useMutation } from "@tanstack/react-query";
import { ExternalLink } from "lucide-react";
import { useTranslation } from "react-i18next";
import { cn } from "@/shared/lib/cn";
import { Button } from "@/shared/ui/Button";
import { signInAddress, type Via } from "../api";
import type { Kind } from "../kinds";
import { Refusal } from "./Refusal";

type SignInProps = {
  kind: Kind;
  via?: Via;
  label: string;
  text: string;
  isSecondary?: boolean;
};

/** Sends the browser to the vendor's page; it comes back to the return page. */
export function SignIn({ kind, via, label, text, isSecondary }: SignInProps) {
  const { t } = useTranslation();
  const { mutate, isPending, isSuccess, error } = useMutation({
    mutationFn: () => signInAddress(kind, via),
    onSuccess: (url) => window.location.assign(url),
  });
  return (
    <div className={cn("rounded-2xl border p-4", !isSecondary && "border-primary/40 bg-primary-soft/40")}>
      <p className="mb-3 text-sm text-pretty text-ink-2">{text}</p>
      <Button
        look={isSecondary ? "secondary" : "primary"}
        isBusy={isPending || isSuccess}
        onClick={() => mutate()}
        className="w-full sm:w-auto"
      >
        {label}
        <ExternalLink aria-hidden="true" className="size-4" />
      </Button>
      {isSuccess && <p className="mt-2 text-[13px] text-ink-3">{t("channels.leaving")}</p>}
      <Refusal error={error} className="mt-3" />
    </div>
  );
}
