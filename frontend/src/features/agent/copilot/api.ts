import { queryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import type { components } from "@/shared/api/schema";
import type { Message } from "@/shared/api/types";

export type AgentDraft = components["schemas"]["AgentDraft"];

export const DRAFTS = ["agent", "drafts"] as const;

/** What waits for a word in one conversation, or everywhere. */
export const draftsQuery = (conversation?: string) =>
  queryOptions({
    queryKey: [...DRAFTS, conversation ?? "all"],
    queryFn: async (): Promise<AgentDraft[]> =>
      (await ask(api.GET("/api/agent/drafts/", { params: { query: { conversation } } }))).results,
  });

export function approveDraft({ id, text }: { id: string; text?: string }): Promise<Message> {
  const params = { path: { draft_id: id } };
  return ask(api.POST("/api/agent/drafts/{draft_id}/approve/", { params, body: text ? { text } : {} }));
}

export async function discardDraft(id: string): Promise<void> {
  await ask(api.POST("/api/agent/drafts/{draft_id}/discard/", { params: { path: { draft_id: id } } }));
}
