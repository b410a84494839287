import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import { nextCursor, type Page } from "@/shared/api/paging";
import type { components } from "@/shared/api/schema";
import type { Conversation } from "@/shared/api/types";
import { keys } from "../keys";
import { caughtUp } from "./catchUp";
import { type Filters, listWords, type Tab, type Tree } from "./filters";

export type SavedView = Omit<components["schemas"]["View"], "filter"> & { filter: Tree };
export type FilterField = components["schemas"]["FilterField"];
export type ViewChange = { name: string; is_shared: boolean; filter: Tree; sort: string };

const ROWS_PER_PAGE = 40;

export const conversationsQuery = (filters: Filters) =>
  infiniteQueryOptions({
    queryKey: keys.list(filters),
    queryFn: ({ pageParam, client }): Promise<Page<Conversation>> =>
      caughtUp(client, filters, () =>
        ask(
          api.GET("/api/conversations/", {
            params: {
              query: {
                ...listWords(filters),
                tab: filters.tab as Tab,
                sort: filters.sort ?? undefined,
                view: filters.view ?? undefined,
                limit: ROWS_PER_PAGE,
                cursor: pageParam ?? undefined,
              },
            },
          }),
        ),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: nextCursor,
  });

export const countsQuery = queryOptions({
  queryKey: keys.counts,
  queryFn: () => ask(api.GET("/api/conversations/counts/")),
});

export const viewsQuery = queryOptions({
  queryKey: keys.views,
  queryFn: async (): Promise<SavedView[]> => (await ask(api.GET("/api/views/"))).results as SavedView[],
});

export const filterFieldsQuery = queryOptions({
  queryKey: ["conversations", "fields"],
  queryFn: async () => {
    const [fields, custom] = await Promise.all([
      ask(api.GET("/api/conversations/filters/")),
      ask(api.GET("/api/custom-fields/")),
    ]);
    const words = fields.results.find((field) => field.name === "contact.name")?.operators ?? [];
    const own = custom.results.map((field) => ({
      name: `contact.custom.${field.key}`,
      label: field.name,
      type: "text",
      operators: words,
      choices: [],
    }));
    return [...fields.results.map((field) => ({ ...field, label: "" })), ...own];
  },
  staleTime: 60_000,
});

export function saveView(change: ViewChange): Promise<SavedView> {
  return ask(api.POST("/api/views/", { body: change as never })) as Promise<SavedView>;
}

export function changeView(id: string, change: Partial<ViewChange>): Promise<SavedView> {
  return ask(
    api.PATCH("/api/views/{id}/", { params: { path: { id } }, body: change as never }),
  ) as Promise<SavedView>;
}

export async function deleteView(id: string): Promise<void> {
  await ask(api.DELETE("/api/views/{id}/", { params: { path: { id } } }));
}

export async function orderViews(ids: string[]): Promise<SavedView[]> {
  return (await ask(api.PUT("/api/views/order/", { body: { ids } }))).results as SavedView[];
}
