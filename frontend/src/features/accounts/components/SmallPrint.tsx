import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { publicUrl } from "@/shared/session/host";

/** What somebody agrees to who makes an account; the texts are the public site's. */
export function SmallPrint() {
  const { t } = useTranslation();
  const home = `${publicUrl()}/${useLanguage()}`;
  const link = (page: "terms" | "privacy") => (
    <a href={`${home}/${page}`} target="_blank" rel="noreferrer" className="underline underline-offset-2">
      {t(`auth.agree.${page}`)}
    </a>
  );
  return (
    <p className="text-[13px] text-pretty text-ink-3">
      {t("auth.agree.before")} {link("terms")} {t("auth.agree.and")} {link("privacy")}.
    </p>
  );
}
