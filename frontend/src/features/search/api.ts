import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import { nextCursor } from "@/shared/api/paging";
import type { components } from "@/shared/api/schema";

type Schemas = components["schemas"];
type AnyHit = Schemas["Hit"];
/** The schema writes the three kinds of hit as one; this is what each of them holds. */
export type Hit =
  | (Pick<AnyHit, "message" | "conversation" | "contact" | "channel"> & { type: "message" })
  | (Pick<AnyHit, "contact"> & { type: "contact" })
  | (Pick<AnyHit, "thread" | "contact"> & { type: "conversation" });

export const PLACES = ["messages", "conversations", "contacts"] as const;
export type Place = (typeof PLACES)[number];
export type Search = {
  q: string;
  in: Place;
  /** Only messages of this one. */
  conversation?: string;
  channel?: string;
  sender?: string;
  label?: string;
  from?: string;
  to?: string;
};

export const searchQuery = (search: Search) =>
  infiniteQueryOptions({
    queryKey: ["search", search],
    queryFn: async ({ pageParam }) => {
      const query = { ...search, limit: 30, cursor: pageParam ?? undefined };
      const page = await ask(api.GET("/api/search/", { params: { query } }));
      return { ...page, results: page.results as Hit[] };
    },
    initialPageParam: null as string | null,
    getNextPageParam: nextCursor,
    enabled: search.q !== "",
    placeholderData: (held) => held,
    staleTime: 10_000,
  });
