import type { Filters } from "./list/filters";

/** Every cache key of this feature, so that a frame can find what it touches. */
export const keys = {
  all: ["conversations"] as const,
  lists: ["conversations", "list"] as const,
  list: (filters: Filters) => ["conversations", "list", filters] as const,
  counts: ["conversations", "counts"] as const,
  views: ["conversations", "views"] as const,
  details: ["conversations", "detail"] as const,
  detail: (id: string) => ["conversations", "detail", id] as const,
  participants: (id: string) => ["conversations", "participants", id] as const,
  withContact: (contactId: string) => ["conversations", "contact", contactId] as const,
  sessions: (id: string) => ["conversations", "sessions", id] as const,
  threads: ["conversations", "messages"] as const,
  messages: (id: string) => ["conversations", "messages", id] as const,
};
