import { Link } from "@tanstack/react-router";
import { type ReactNode, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Page } from "@/shared/ui/Page";
import { Bones } from "@/shared/ui/States";
import { KNOWLEDGE_TABS } from "../knowledgeTabs";
import { TAB, TabRow } from "./TabRow";

/** What the business knows, a tab for each kind. */
export function KnowledgeFrame({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Page title={t("nav.knowledge")} text={t("knowledge.text")}>
      <TabRow label={t("nav.knowledge")}>
        {KNOWLEDGE_TABS.map((tab) => (
          <li key={tab}>
            <Link to="/knowledge/$tab" params={{ tab }} className={TAB}>
              {t(`knowledgeTabs.${tab}`)}
            </Link>
          </li>
        ))}
      </TabRow>
      <Suspense fallback={<Bones rows={3} className="h-24 rounded-3xl" />}>{children}</Suspense>
    </Page>
  );
}
