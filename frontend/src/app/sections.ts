/** The pages of the settings, in the groups of their list. */
export const SECTION_GROUPS = {
  workspace: ["company", "services", "locations", "hours", "channels", "fields", "activity", "life"],
  inbox: ["labels", "replies", "macros", "assignment", "sla", "csat", "rules"],
  team: ["team", "teams"],
  money: ["plan", "billing", "finance", "referrals"],
  you: ["profile", "security", "notifications", "apiKeys"],
} as const;

export type SectionGroup = keyof typeof SECTION_GROUPS;
export type Section = (typeof SECTION_GROUPS)[SectionGroup][number];
export const SECTIONS: readonly Section[] = Object.values(SECTION_GROUPS).flat();
