import { Link, useLocation } from "@tanstack/react-router";
import { ChartNoAxesColumn } from "lucide-react";
import { type ReactNode, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { ModeSwitch } from "@/features/agent/components/ModeSwitch";
import { useActiveInView } from "@/shared/lib/useActiveInView";
import { Button } from "@/shared/ui/Button";
import { Page } from "@/shared/ui/Page";
import { Bones } from "@/shared/ui/States";
import { AGENT_TABS } from "../agentTabs";

/** The assistant, a tab for each side of it: every tab is an address, so "back" and bookmarks work. */
export function AgentFrame({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const row = useActiveInView<HTMLElement>(useLocation().pathname);
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
      <nav
        ref={row}
        aria-label={t("nav.agent")}
        className="relative -mx-4 mb-6 overflow-x-auto border-b px-4 md:mx-0 md:px-0"
      >
        <ul className="flex gap-1">
          {AGENT_TABS.map((tab) => (
            <li key={tab}>
              <Link
                to="/agent/$tab"
                params={{ tab }}
                className="-mb-px inline-flex min-h-11 items-center border-b-2 border-transparent px-3 text-sm font-medium whitespace-nowrap text-ink-2 transition-colors hover:text-ink data-[status=active]:border-primary data-[status=active]:text-primary"
              >
                {t(`agentTabs.${tab}`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <Suspense fallback={<Bones rows={3} className="h-24 rounded-3xl" />}>{children}</Suspense>
    </Page>
  );
}
