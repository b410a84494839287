import { queryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import type { components } from "@/shared/api/schema";
import type { Conversation } from "@/shared/api/types";
import { uuid } from "@/shared/lib/uuid";
import type { BulkJob } from "../bulk/jobs";
import { keys } from "../keys";
import { type Filters, listWords, type Tree } from "../list/filters";

type Schemas = components["schemas"];
export type Macro = Schemas["Macro"];
export type RunReport = Schemas["RunReport"];
export type Understood = Schemas["Understood"];
export type Snooze = { text?: string; until?: string; until_reply?: boolean };
export type Named = { id: string; name: string };

export type ConversationChange = {
  status?: Conversation["status"];
  assignee?: string | null;
  team?: string | null;
  priority?: Schemas["Priority"] | null;
  agent_mode?: Conversation["agent_mode"];
  add_labels?: string[];
  remove_labels?: string[];
};

export const TAKE_OVER: ConversationChange = { agent_mode: "off", assignee: "me", status: "open" };
export const HAND_BACK: ConversationChange = { agent_mode: "autopilot", assignee: null, status: "pending" };

export function changeConversation(id: string, change: ConversationChange): Promise<Conversation> {
  return ask(api.PATCH("/api/conversations/{id}/", { params: { path: { id } }, body: change }));
}

export function claim(id: string): Promise<Conversation> {
  return ask(api.POST("/api/conversations/{id}/claim/", { params: { path: { id } } }));
}

export async function snooze(id: string, until: Snooze): Promise<Conversation> {
  const body = { text: "", until_reply: false, ...until };
  return (await ask(api.POST("/api/conversations/{id}/snooze/", { params: { path: { id } }, body })))
    .conversation;
}

export const understoodQuery = (text: string) =>
  queryOptions({
    queryKey: ["conversations", "snooze-time", text],
    queryFn: (): Promise<Understood> =>
      ask(api.POST("/api/conversations/snooze-time/", { body: { text, until_reply: false } })),
    retry: false,
    staleTime: 30_000,
    enabled: text.trim() !== "",
  });

export const participantsQuery = (id: string) =>
  queryOptions({
    queryKey: keys.participants(id),
    queryFn: async (): Promise<Named[]> =>
      (await ask(api.GET("/api/conversations/{id}/participants/", { params: { path: { id } } }))).results,
  });

export async function setParticipants(id: string, members: string[]): Promise<Named[]> {
  const answer = ask(
    api.PUT("/api/conversations/{id}/participants/", { params: { path: { id } }, body: { members } }),
  );
  return (await answer).results;
}

export const macrosQuery = queryOptions({
  queryKey: ["macros"],
  queryFn: async (): Promise<Macro[]> => (await ask(api.GET("/api/macros/"))).results,
});

export function runMacro(id: string, conversations: string[]): Promise<RunReport> {
  return ask(api.POST("/api/macros/{id}/run/", { params: { path: { id } }, body: { conversations } }));
}

export function createLabel(name: string) {
  return ask(api.POST("/api/labels/", { body: { name } }));
}

export type BulkChange = { action: Schemas["BulkRequest"]["action"]; value?: unknown };
export type Many = { ids: readonly string[] } | { filters: Filters; viewFilter: Tree | null };

export function startBulk(many: Many, change: BulkChange): Promise<BulkJob> {
  const body = {
    client_id: uuid(),
    ...change,
    ...("ids" in many ? { ids: [...many.ids] } : { filter: wordsOf(many) }),
  };
  return ask(api.POST("/api/conversations/bulk/", { body }));
}

/** A view is known to lists by its id, to a bulk job by what it asks for. */
function wordsOf({ filters, viewFilter }: { filters: Filters; viewFilter: Tree | null }) {
  const parts = [filters.filter, viewFilter].filter((part) => part !== null);
  const { filter: _, ...words } = listWords(filters);
  return { ...words, status: filters.status ?? "all", filter: { all: parts } };
}

export function bulkJob(id: string): Promise<BulkJob> {
  return ask(api.GET("/api/conversations/bulk/{id}/", { params: { path: { id } } }));
}

export function undoBulk(id: string): Promise<BulkJob> {
  return ask(api.POST("/api/conversations/bulk/{id}/undo/", { params: { path: { id } } }));
}
