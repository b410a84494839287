export const STEP_TYPES = [
  "assign_member",
  "assign_team",
  "add_labels",
  "remove_labels",
  "status",
  "snooze",
  "priority",
  "send_text",
  "send_reply",
  "note",
  "agent_mode",
] as const;
export type StepType = (typeof STEP_TYPES)[number];

/** A step while it is edited: `key` is its name in the list and never leaves the page. */
export type Step = { key: string; type: StepType; value: unknown };

const FIRST_VALUES: Record<StepType, unknown> = {
  assign_member: "me",
  assign_team: null,
  add_labels: [],
  remove_labels: [],
  status: "resolved",
  snooze: "until_reply",
  priority: "high",
  send_text: "",
  send_reply: "",
  note: "",
  agent_mode: "off",
};

export function newStep(type: StepType, key: string): Step {
  return { key, type, value: FIRST_VALUES[type] };
}

/** Whether the step still lacks what it needs. */
export function isUnfinished({ type, value }: Step): boolean {
  if (type === "add_labels" || type === "remove_labels") return !Array.isArray(value) || value.length === 0;
  if (type === "send_text" || type === "note" || type === "send_reply")
    return typeof value !== "string" || value.trim() === "";
  return false;
}

export function readSteps(steps: readonly Record<string, unknown>[], keyOf: () => string): Step[] {
  return steps.map((step) => ({ key: keyOf(), type: step.type as StepType, value: step.value }));
}

export function sentSteps(steps: readonly Step[]): { type: string; value: unknown }[] {
  return steps.map(({ type, value }) => ({ type, value }));
}
