import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import { nextCursor } from "@/shared/api/paging";
import type { components } from "@/shared/api/schema";
import type { StoredFile } from "@/shared/api/types";
import { upload } from "@/shared/api/upload";

type Schemas = components["schemas"];
export type CannedReply = Schemas["CannedReply"];
export type Scope = CannedReply["scope"];
export type ReplyChange = Schemas["NewReplyRequest"];
export type Macro = Schemas["Macro"];
export type MacroChange = { name: string; shared: boolean; steps: { type: string; value: unknown }[] };

export const keys = { replies: ["settings", "replies"] as const, macros: ["settings", "macros"] as const };
const MOST_NAMED = 200;

export const repliesQuery = (q: string, scope: Scope | "") =>
  infiniteQueryOptions({
    queryKey: [...keys.replies, q, scope],
    queryFn: ({ pageParam }) => {
      const query = { q, scope: scope || undefined, limit: 50, cursor: pageParam ?? undefined };
      return ask(api.GET("/api/canned-replies/", { params: { query } }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: nextCursor,
  });

/** The replies by their names, for a choice among them. */
export const replyNamesQuery = queryOptions({
  queryKey: [...keys.replies, "names"],
  queryFn: async () =>
    (await ask(api.GET("/api/canned-replies/", { params: { query: { limit: MOST_NAMED } } }))).results.map(
      ({ id, shortcut, title }) => ({ id, name: title || `/${shortcut}` }),
    ),
});

export const macrosQuery = queryOptions({
  queryKey: keys.macros,
  queryFn: async (): Promise<Macro[]> => (await ask(api.GET("/api/macros/"))).results,
});

export function saveReply(id: string | null, body: ReplyChange): Promise<CannedReply> {
  if (id === null) return ask(api.POST("/api/canned-replies/", { body }));
  return ask(api.PATCH("/api/canned-replies/{id}/", { params: { path: { id } }, body }));
}

export async function deleteReply(id: string): Promise<void> {
  await ask(api.DELETE("/api/canned-replies/{id}/", { params: { path: { id } } }));
}

export function saveMacro(id: string | null, change: MacroChange): Promise<Macro> {
  const body = change as Schemas["NewMacroRequest"];
  if (id === null) return ask(api.POST("/api/macros/", { body }));
  return ask(api.PATCH("/api/macros/{id}/", { params: { path: { id } }, body }));
}

export function placeMacro(id: string, position: number): Promise<Macro> {
  return ask(api.PATCH("/api/macros/{id}/", { params: { path: { id } }, body: { position } }));
}

export async function deleteMacro(id: string): Promise<void> {
  await ask(api.DELETE("/api/macros/{id}/", { params: { path: { id } } }));
}

export function uploadFile(file: File, onProgress: (share: number) => void): Promise<StoredFile> {
  return upload<StoredFile>("/api/attachments/", "file", [file], onProgress);
}
