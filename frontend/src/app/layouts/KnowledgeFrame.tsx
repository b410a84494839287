import { Link, useLocation } from "@tanstack/react-router";
import { type ReactNode, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useActiveInView } from "@/shared/lib/useActiveInView";
import { Page } from "@/shared/ui/Page";
import { Bones } from "@/shared/ui/States";
import { KNOWLEDGE_TABS } from "../knowledgeTabs";

/** What the business knows, a tab for each kind: every tab is an address, so "back" and bookmarks work. */
export function KnowledgeFrame({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const row = useActiveInView<HTMLElement>(useLocation().pathname);
  return (
    <Page title={t("nav.knowledge")} text={t("knowledge.text")}>
      <nav
        ref={row}
        aria-label={t("nav.knowledge")}
        className="relative -mx-4 mb-6 overflow-x-auto border-b px-4 md:mx-0 md:px-0"
      >
        <ul className="flex gap-1">
          {KNOWLEDGE_TABS.map((tab) => (
            <li key={tab}>
              <Link
                to="/knowledge/$tab"
                params={{ tab }}
                className="-mb-px inline-flex min-h-11 items-center border-b-2 border-transparent px-3 text-sm font-medium whitespace-nowrap text-ink-2 transition-colors hover:text-ink data-[status=active]:border-primary data-[status=active]:text-primary"
              >
                {t(`knowledgeTabs.${tab}`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <Suspense fallback={<Bones rows={3} className="h-24 rounded-3xl" />}>{children}</Suspense>
    </Page>
  );
}
