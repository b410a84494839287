/** The tabs of the agent's page, in their order; each is a chunk of its own (routes/AgentRoute). */
export const AGENT_TABS = [
  "instructions",
  "settings",
  "drafts",
  "questions",
  "history",
  "blocked",
  "usage",
  "evaluations",
] as const;

export type AgentTab = (typeof AGENT_TABS)[number];
