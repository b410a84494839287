import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import { nextCursor, type Page } from "@/shared/api/paging";
import type { components } from "@/shared/api/schema";
import { upload } from "@/shared/api/upload";

type Schemas = components["schemas"];
export type Entry = Schemas["Entry"];
export type Suggestion = Schemas["Suggestion"];
export type TableImported = Schemas["TableImported"];
export type EntryWords = { question: string; answer: string };

export const entryKeys = {
  all: ["knowledge", "entries"] as const,
  list: (q: string) => ["knowledge", "entries", q] as const,
  suggestions: ["knowledge", "suggestions"] as const,
};
const at = (id: string) => ({ params: { path: { id } } });

export const entriesQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: entryKeys.list(q),
    queryFn: ({ pageParam }): Promise<Page<Entry>> =>
      ask(
        api.GET("/api/knowledge-base/", {
          params: { query: { q, limit: 50, cursor: pageParam ?? undefined } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: nextCursor,
  });

export const suggestionsQuery = infiniteQueryOptions({
  queryKey: entryKeys.suggestions,
  queryFn: ({ pageParam }): Promise<Page<Suggestion>> =>
    ask(
      api.GET("/api/knowledge-base/suggestions/", {
        params: { query: { limit: 10, cursor: pageParam ?? undefined } },
      }),
    ),
  initialPageParam: null as string | null,
  getNextPageParam: nextCursor,
});

export function saveEntry(id: string | null, body: EntryWords & { phrasings: string[] }): Promise<Entry> {
  if (id === null) return ask(api.POST("/api/knowledge-base/", { body }));
  return ask(api.PATCH("/api/knowledge-base/{id}/", { ...at(id), body }));
}

export async function deleteEntry(id: string): Promise<void> {
  await ask(api.DELETE("/api/knowledge-base/{id}/", at(id)));
}

export function acceptSuggestion(id: string, body: Partial<EntryWords>): Promise<Entry> {
  return ask(api.POST("/api/knowledge-base/suggestions/{id}/accept/", { ...at(id), body }));
}

export async function dismissSuggestion(id: string): Promise<void> {
  await ask(api.POST("/api/knowledge-base/suggestions/{id}/dismiss/", at(id)));
}

export function importEntries(file: File): Promise<TableImported> {
  return upload<TableImported>("/api/knowledge-base/import/", "file", [file]);
}
