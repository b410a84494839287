import { useParams } from "@tanstack/react-router";
import { type ComponentType, lazy } from "react";
import { AGENT_TABS, type AgentTab } from "../agentTabs";
import { AgentFrame } from "../layouts/AgentFrame";
import { NotFound } from "../layouts/NotFound";

const InstructionsTab = lazy(async () => ({
  default: (await import("@/features/agent/pages/InstructionsTab")).InstructionsTab,
}));
const Tryout = lazy(async () => ({
  default: (await import("@/features/evaluations/components/Tryout")).Tryout,
}));

const EvaluationsTab = lazy(async () => ({
  default: (await import("@/features/evaluations/pages/EvaluationsTab")).EvaluationsTab,
}));
const CorrectDialog = lazy(async () => ({
  default: (await import("@/features/agent/components/CorrectDialog")).CorrectDialog,
}));

const CONTENT: Record<AgentTab, ComponentType> = {
  instructions: () => <InstructionsTab Tryout={Tryout} />,
  settings: lazy(async () => ({
    default: (await import("@/features/agent/pages/SettingsTab")).SettingsTab,
  })),
  drafts: lazy(async () => ({ default: (await import("@/features/agent/pages/DraftsTab")).DraftsTab })),
  questions: lazy(async () => ({
    default: (await import("@/features/agent/pages/QuestionsTab")).QuestionsTab,
  })),
  history: lazy(async () => ({ default: (await import("@/features/agent/pages/HistoryTab")).HistoryTab })),
  blocked: lazy(async () => ({ default: (await import("@/features/agent/pages/BlockedTab")).BlockedTab })),
  usage: lazy(async () => ({ default: (await import("@/features/agent/pages/UsageTab")).UsageTab })),
  evaluations: () => <EvaluationsTab Correct={CorrectDialog} />,
};

export function AgentRoute() {
  const { tab } = useParams({ from: "/shell/agent/$tab" });
  const known = AGENT_TABS.find((one) => one === tab);
  if (!known) return <NotFound />;
  const Content = CONTENT[known];
  return (
    <AgentFrame>
      <Content />
    </AgentFrame>
  );
}
