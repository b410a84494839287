import { Link } from "@tanstack/react-router";
import { type ReactNode, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Page } from "@/shared/ui/Page";
import { Bones } from "@/shared/ui/States";
import { SECTIONS } from "../router";

/** The settings' own navigation beside one of their pages. */
export function SettingsFrame({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Page title={t("nav.settings")}>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 md:grid-cols-[12rem_minmax(0,1fr)]">
        <nav
          aria-label={t("nav.settings")}
          className="-mx-4 flex gap-1 overflow-x-auto px-4 md:mx-0 md:flex-col md:px-0"
        >
          {SECTIONS.map((one) => (
            <Link
              key={one}
              to="/settings/$section"
              params={{ section: one }}
              className="flex min-h-10 items-center rounded-xl px-3.5 text-sm font-medium whitespace-nowrap text-ink-2 transition-colors hover:bg-sunken hover:text-ink data-[status=active]:bg-primary-soft data-[status=active]:text-primary pointer-coarse:min-h-11"
            >
              {t(`settings.${one}`)}
            </Link>
          ))}
        </nav>
        <Suspense fallback={<Bones rows={3} className="h-32 rounded-3xl" />}>{children}</Suspense>
      </div>
    </Page>
  );
}
