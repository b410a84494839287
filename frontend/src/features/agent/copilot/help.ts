import { api, ask } from "@/shared/api/client";
import type { components } from "@/shared/api/schema";
import type { Conversation } from "@/shared/api/types";

export type Help = components["schemas"]["Help"];
export type Way = components["schemas"]["RewriteRequest"]["way"];
export type Tongue = components["schemas"]["TranslateRequest"]["to"];

export const suggest = (conversation: string): Promise<Help> =>
  ask(api.POST("/api/agent/suggest/", { body: { conversation } }));

export const summarize = (conversation: string): Promise<Help> =>
  ask(api.POST("/api/agent/summarize/", { body: { conversation } }));

export const rewrite = (text: string, way: Way): Promise<Help> =>
  ask(api.POST("/api/agent/rewrite/", { body: { text, way } }));

export const translate = (text: string, to: Tongue): Promise<Help> =>
  ask(api.POST("/api/agent/translate/", { body: { text, to } }));

export const setMode = (id: string, agent_mode: Conversation["agent_mode"]): Promise<Conversation> =>
  ask(api.PATCH("/api/conversations/{id}/", { params: { path: { id } }, body: { agent_mode } }));
