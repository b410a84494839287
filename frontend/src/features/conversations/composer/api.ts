import { queryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import type { components } from "@/shared/api/schema";

export type CannedReply = components["schemas"]["CannedReply"];
export type Preview = components["schemas"]["Preview"];

/** What each channel account can do; asked for once, as it changes with releases only. */
export const accountsQuery = queryOptions({
  queryKey: ["conversations", "accounts"],
  queryFn: async () => (await ask(api.GET("/api/integrations/"))).results,
  staleTime: 10 * 60_000,
});

/** Every list of ready answers that a composer offers. */
export const CANNED = ["conversations", "canned"] as const;

export const cannedQuery = (q: string, channel: string | null) =>
  queryOptions({
    queryKey: [...CANNED, q, channel],
    queryFn: async (): Promise<CannedReply[]> =>
      (
        await ask(
          api.GET("/api/canned-replies/", {
            params: { query: { q: q || undefined, channel: channel ?? undefined, limit: 8 } },
          }),
        )
      ).results,
    staleTime: 60_000,
  });

export const previewQuery = (conversation: string, reply: string) =>
  queryOptions({
    queryKey: ["conversations", "preview", conversation, reply],
    queryFn: () => fillReply(conversation, reply, false),
    staleTime: 60_000,
  });

/** The reply with its variables filled for this customer; `use` counts it as used. */
export function fillReply(conversation: string, reply: string, use: boolean): Promise<Preview> {
  return ask(api.POST("/api/canned-replies/preview/", { body: { conversation, reply, use } }));
}
