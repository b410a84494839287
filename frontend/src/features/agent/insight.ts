import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import { nextCursor } from "@/shared/api/paging";
import type { components } from "@/shared/api/schema";

type Schemas = components["schemas"];
export type Blocked = Schemas["Blocked"];
export type BlockedKind = Schemas["BlockedKindEnum"];
export type Outcome = Schemas["Turn"]["outcome"];
export type QuestionGroup = Schemas["QuestionGroup"];
export type Usage = Schemas["AgentUsage"];

export const historyQuery = (outcome: Outcome | "", q: string) =>
  infiniteQueryOptions({
    queryKey: ["agent", "history", outcome, q],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET("/api/agent/history/", {
          params: {
            query: {
              outcome: outcome || undefined,
              q: q || undefined,
              cursor: pageParam ?? undefined,
              limit: 30,
            },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: nextCursor,
  });

export const blockedQuery = (kind: BlockedKind | "") =>
  infiniteQueryOptions({
    queryKey: ["agent", "blocked", kind],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET("/api/agent/blocked/", {
          params: { query: { kind: kind || undefined, cursor: pageParam ?? undefined } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: nextCursor,
  });

export const QUESTIONS = ["agent", "questions"] as const;

export const questionsQuery = (days: number, unanswered: boolean) =>
  queryOptions({
    queryKey: [...QUESTIONS, days, unanswered],
    queryFn: () => ask(api.GET("/api/agent/questions/", { params: { query: { days, unanswered } } })),
  });

export type Correction = Schemas["CorrectionRequest"];

/** Make it the answer to its question; with `must_say` every evaluation asks for it. Returns the answer's id. */
export function correct(body: Correction): Promise<{ entry: string }> {
  return ask(api.POST("/api/knowledge-base/corrections/", { body }));
}

const LOOKING_AGAIN_MS = 500;
const MOST_LOOKS = 20;

/** Wait until the assistant has read an answer; false when that takes long. */
export async function whenRead(id: string): Promise<boolean> {
  for (let look = 0; look < MOST_LOOKS; look++) {
    const { status } = await ask(api.GET("/api/knowledge-base/{id}/", { params: { path: { id } } }));
    if (status !== "queued") return status === "ready";
    await new Promise((resolve) => setTimeout(resolve, LOOKING_AGAIN_MS));
  }
  return false;
}

export const usageQuery = (from: string, to: string) =>
  queryOptions({
    queryKey: ["agent", "usage", from, to],
    queryFn: () => ask(api.GET("/api/agent/usage/", { params: { query: { from, to } } })),
  });
