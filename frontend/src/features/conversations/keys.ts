import type { ConversationStatus } from "@/shared/api/types";

export type StatusFilter = "active" | "all" | ConversationStatus;
export type Filters = {
  status: StatusFilter;
  assignee: "me" | "none" | null;
  agent: "on" | null;
  q: string;
};

/** Every cache key of this feature, so that a frame can find what it touches. */
export const keys = {
  all: ["conversations"] as const,
  lists: ["conversations", "list"] as const,
  list: (filters: Filters) => ["conversations", "list", filters] as const,
  counts: ["conversations", "counts"] as const,
  detail: (id: string) => ["conversations", "detail", id] as const,
  withContact: (contactId: string) => ["conversations", "contact", contactId] as const,
  threads: ["conversations", "messages"] as const,
  messages: (id: string) => ["conversations", "messages", id] as const,
};

export const TABS = ["mine", "unassigned", "all", "ai"] as const;
export type Tab = (typeof TABS)[number];

export function filtersOf(search: { tab?: Tab; status?: StatusFilter; q?: string }): Filters {
  const tab = search.tab ?? "all";
  return {
    status: search.status ?? "active",
    assignee: tab === "mine" ? "me" : tab === "unassigned" ? "none" : null,
    agent: tab === "ai" ? "on" : null,
    q: search.q ?? "",
  };
}
