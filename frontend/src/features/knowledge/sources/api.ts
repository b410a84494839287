import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import { nextCursor, type Page } from "@/shared/api/paging";
import type { components } from "@/shared/api/schema";

type Schemas = components["schemas"];
export type Source = Schemas["Source"];
export type SourcePage = Schemas["SourcePage"];
export type NewSource = Schemas["NewSourceRequest"];
export type SourceChange = Schemas["PatchedSourceChangeRequest"];

export const sourceKeys = {
  all: ["knowledge", "sources"] as const,
  pages: (id: string) => ["knowledge", "sources", id, "pages"] as const,
};
const at = (id: string) => ({ params: { path: { id } } });

// A workspace has fifty at most: one page holds them all.
export const sourcesQuery = queryOptions({
  queryKey: sourceKeys.all,
  queryFn: async (): Promise<Source[]> =>
    (await ask(api.GET("/api/sources/", { params: { query: { limit: 100 } } }))).results,
});

export const pagesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: sourceKeys.pages(id),
    queryFn: ({ pageParam }): Promise<Page<SourcePage>> =>
      ask(
        api.GET("/api/sources/{id}/pages/", {
          params: { path: { id }, query: { limit: 50, cursor: pageParam ?? undefined } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: nextCursor,
  });

/** The Instagram accounts whose posts can be read. */
export const instagramQuery = queryOptions({
  queryKey: ["knowledge", "instagram"],
  queryFn: async () =>
    (await ask(api.GET("/api/integrations/"))).results.filter(
      ({ kind, state }) => kind === "instagram" && state !== "disconnected",
    ),
});

export function addSource(body: NewSource): Promise<Source> {
  return ask(api.POST("/api/sources/", { body }));
}

export function changeSource(id: string, body: SourceChange): Promise<Source> {
  return ask(api.PATCH("/api/sources/{id}/", { ...at(id), body }));
}

export function refreshSource(id: string): Promise<Source> {
  return ask(api.POST("/api/sources/{id}/refresh/", at(id)));
}

export async function deleteSource(id: string): Promise<void> {
  await ask(api.DELETE("/api/sources/{id}/", at(id)));
}
