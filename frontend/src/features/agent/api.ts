import { queryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import type { AgentPrompt, AgentSettings, Turn } from "@/shared/api/types";

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

export type SettingsChange = Partial<Omit<AgentSettings, "is_model_configured">> & { model_key?: string };

export function saveSettings(change: SettingsChange): Promise<AgentSettings> {
  return ask(api.PATCH("/api/agent/settings/", { body: change }));
}

export function tryOut(message: string): Promise<Turn> {
  return ask(api.POST("/api/agent/test/", { body: { message } }));
}
