import { Link } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { PageName } from "../sections";

export function Back({ page }: { page: PageName }) {
  const { t } = useTranslation();
  return (
    <Link
      to="/console/$page"
      params={{ page }}
      className="-mt-2 mb-2 inline-flex min-h-9 items-center gap-1.5 text-sm font-medium text-primary pointer-coarse:min-h-11"
    >
      <ArrowLeft aria-hidden="true" className="size-4" />
      {t("console.back")}
    </Link>
  );
}
