import { Link } from "@tanstack/react-router";
import { MailCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/shared/session";

export function VerifyBanner() {
  const { t } = useTranslation();
  const { user } = useMe();
  if (user.email_verified) return null;
  return (
    <p className="flex flex-wrap items-center justify-center gap-x-3 bg-primary-soft px-4 py-2 text-[13px] text-primary">
      <MailCheck aria-hidden="true" className="size-4" />
      {t("auth.unverified", { email: user.email })}
      <Link to="/verify-email" className="font-semibold underline underline-offset-4">
        {t("auth.enterCode")}
      </Link>
    </p>
  );
}
