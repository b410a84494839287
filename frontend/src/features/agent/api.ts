import { queryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import type { components } from "@/shared/api/schema";
import type { AgentPrompt, AgentSettings } from "@/shared/api/types";

export const promptQuery = queryOptions({
  queryKey: ["agent", "prompt"],
  queryFn: () => ask(api.GET("/api/agent/prompt/")),
});

export const versionsQuery = queryOptions({
  queryKey: ["agent", "prompt", "versions"],
  queryFn: async (): Promise<AgentPrompt[]> => (await ask(api.GET("/api/agent/prompt/versions/"))).results,
});

export const settingsQuery = queryOptions({
  queryKey: ["agent", "settings"],
  queryFn: () => ask(api.GET("/api/agent/settings/")),
});

/** A turn never changes once it is written, so it is fetched once. */
export const turnQuery = (id: string) =>
  queryOptions({
    queryKey: ["agent", "turn", id],
    queryFn: () => ask(api.GET("/api/agent/history/{turn_id}/", { params: { path: { turn_id: id } } })),
    staleTime: Number.POSITIVE_INFINITY,
  });

export function savePrompt(text: string): Promise<AgentPrompt> {
  return ask(api.PUT("/api/agent/prompt/", { body: { text } }));
}

export type SettingsChange = components["schemas"]["PatchedSettingsRequest"];
export type Override = components["schemas"]["Override"];
export type PlayedTurn = components["schemas"]["PlayedTurn"];

export function saveSettings(change: SettingsChange): Promise<AgentSettings> {
  return ask(api.PATCH("/api/agent/settings/", { body: change }));
}

export function tryOut(message: string, session: string | null): Promise<PlayedTurn> {
  return ask(api.POST("/api/agent/test/", { body: { message, session } }));
}

/** What the member played last. */
export const playedQuery = queryOptions({
  queryKey: ["agent", "played"],
  queryFn: async () => (await ask(api.GET("/api/chat/test-chat/old-message/"))).results,
  // What was said since is in the page's own hands.
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: 0,
});

export const overridesQuery = queryOptions({
  queryKey: ["agent", "accounts"],
  queryFn: async () => (await ask(api.GET("/api/agent/accounts/"))).results,
});

export function saveOverride({ id, ...body }: Override): Promise<Override> {
  return ask(api.PUT("/api/agent/accounts/{account_id}/", { params: { path: { account_id: id } }, body }));
}

export async function clearOverride(id: string): Promise<void> {
  await ask(api.DELETE("/api/agent/accounts/{account_id}/", { params: { path: { account_id: id } } }));
}
