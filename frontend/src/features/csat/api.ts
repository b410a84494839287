import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import { nextCursor } from "@/shared/api/paging";
import type { components } from "@/shared/api/schema";

type Schemas = components["schemas"];
export type CsatSettings = Schemas["CsatSettings"];
export type CsatSummary = Schemas["CsatSummary"];
/** What the customer's own page knows. */
export type Rated = Schemas["Rated"];

export const csatSettingsQuery = queryOptions({
  queryKey: ["settings", "csat"],
  queryFn: (): Promise<CsatSettings> => ask(api.GET("/api/csat/settings/")),
});

export const summaryQuery = queryOptions({
  queryKey: ["settings", "csat", "summary"],
  queryFn: (): Promise<CsatSummary> => ask(api.GET("/api/csat/summary/")),
});

export const ratingsQuery = infiniteQueryOptions({
  queryKey: ["settings", "csat", "latest"],
  queryFn: ({ pageParam }) =>
    ask(
      api.GET("/api/csat/", {
        params: { query: { is_answered: true, limit: 10, cursor: pageParam ?? undefined } },
      }),
    ),
  initialPageParam: null as string | null,
  getNextPageParam: nextCursor,
});

export const ratingQuery = (token: string) =>
  queryOptions({
    queryKey: ["rate", token],
    queryFn: (): Promise<Rated> => ask(api.GET("/api/csat/rate/{token}/", { params: { path: { token } } })),
    retry: 1,
  });

export function rate(token: string, body: { score: number; comment: string }): Promise<Rated> {
  return ask(api.PUT("/api/csat/rate/{token}/", { params: { path: { token } }, body }));
}
