import { Link } from "@tanstack/react-router";
import { ChartNoAxesColumn } from "lucide-react";
import { type ReactNode, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { ModeSwitch } from "@/features/agent/components/ModeSwitch";
import { Button } from "@/shared/ui/Button";
import { Page } from "@/shared/ui/Page";
import { Bones } from "@/shared/ui/States";
import { AGENT_TABS } from "../agentTabs";
import { TAB, TabRow } from "./TabRow";

/** The assistant, a tab for each side of it. */
export function AgentFrame({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Page
      title={t("nav.agent")}
      text={t("agent.text")}
      action={
        <div className="flex flex-wrap items-center gap-2">
          <Button asChild look="quiet">
            <Link to="/assistant">
              <ChartNoAxesColumn aria-hidden="true" className="size-4" />
              {t("assistant.title")}
            </Link>
          </Button>
          <ModeSwitch />
        </div>
      }
    >
      <TabRow label={t("nav.agent")}>
        {AGENT_TABS.map((tab) => (
          <li key={tab}>
            <Link to="/agent/$tab" params={{ tab }} className={TAB}>
              {t(`agentTabs.${tab}`)}
            </Link>
          </li>
        ))}
      </TabRow>
      <Suspense fallback={<Bones rows={3} className="h-24 rounded-3xl" />}>{children}</Suspense>
    </Page>
  );
}
