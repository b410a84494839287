import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import { nextCursor } from "@/shared/api/paging";
import type { components } from "@/shared/api/schema";

export type Exchange = components["schemas"]["AssistantMessage"];
export type Fact = components["schemas"]["Fact"];

/** What the member has asked, newest first. */
export const historyQuery = infiniteQueryOptions({
  queryKey: ["assistant"],
  queryFn: ({ pageParam }) =>
    ask(api.GET("/api/assistant/", { params: { query: { cursor: pageParam ?? undefined, limit: 20 } } })),
  initialPageParam: null as string | null,
  getNextPageParam: nextCursor,
});

export const askAssistant = (question: string): Promise<Exchange> =>
  ask(api.POST("/api/assistant/", { body: { question } }));

export async function forgetAll(): Promise<void> {
  await ask(api.DELETE("/api/assistant/"));
}
