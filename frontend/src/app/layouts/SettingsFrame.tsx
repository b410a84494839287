import { Link } from "@tanstack/react-router";
import { ArrowLeft, ChevronRight } from "lucide-react";
import { type ReactNode, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/shared/lib/cn";
import { Page } from "@/shared/ui/Page";
import { Bones } from "@/shared/ui/States";
import { SECTION_GROUPS, type SectionGroup } from "../sections";

const GROUPS = Object.keys(SECTION_GROUPS) as SectionGroup[];

/** All sections by group: the left column of a wide screen, a page of its own on a phone. */
function SectionList({ className }: { className?: string }) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t("nav.settings")} className={cn("flex flex-col gap-5", className)}>
      {GROUPS.map((group) => (
        <section key={group} aria-label={t(`settingsGroups.${group}`)}>
          <p aria-hidden="true" className="mb-1 px-3.5 text-xs font-semibold text-ink-3">
            {t(`settingsGroups.${group}`)}
          </p>
          <ul className="flex flex-col gap-0.5 max-md:divide-y max-md:overflow-hidden max-md:rounded-2xl max-md:border max-md:bg-surface">
            {SECTION_GROUPS[group].map((section) => (
              <li key={section}>
                <Link
                  to="/settings/$section"
                  params={{ section }}
                  className="flex min-h-9 items-center justify-between px-3.5 text-sm font-medium text-ink-2 transition-colors hover:bg-sunken hover:text-ink data-[status=active]:bg-primary-soft data-[status=active]:text-primary max-md:min-h-12 max-md:text-ink md:rounded-xl pointer-coarse:min-h-11"
                >
                  {t(`settings.${section}`)}
                  <ChevronRight aria-hidden="true" className="size-4 text-ink-3 md:hidden" />
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

/** The settings' own navigation beside one of their pages; without a page, the navigation alone. */
export function SettingsFrame({ children }: { children?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Page title={t("nav.settings")}>
      {children && (
        <Link
          to="/settings"
          className="-mt-3 mb-3 inline-flex min-h-11 items-center gap-1.5 text-sm font-medium text-primary md:hidden"
        >
          <ArrowLeft aria-hidden="true" className="size-4" />
          {t("settingsGroups.all")}
        </Link>
      )}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 md:grid-cols-[12.5rem_minmax(0,1fr)]">
        <SectionList className={children ? "max-md:hidden" : undefined} />
        {children && (
          <Suspense fallback={<Bones rows={3} className="h-32 rounded-3xl" />}>{children}</Suspense>
        )}
      </div>
    </Page>
  );
}
