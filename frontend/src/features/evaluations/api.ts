import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import { nextCursor } from "@/shared/api/paging";
import type { components } from "@/shared/api/schema";
import { upload } from "@/shared/api/upload";

type Schemas = components["schemas"];

export type EvalQuestion = Schemas["EvalQuestion"];
export type EvalRun = Schemas["EvalRun"];
export type EvalResult = Schemas["EvalResult"];
export type EvalRunDetail = Schemas["EvalRunDetail"];
export type Verdict = Schemas["EvalVerdict"];
export type Difference = Schemas["Difference"];
export type QuestionForm = Pick<
  EvalQuestion,
  "question" | "is_answerable" | "expected_answer" | "must_contain" | "must_not_contain" | "sources" | "note"
>;

export const keys = {
  all: ["evaluations"],
  questions: ["evaluations", "questions"],
  runs: ["evaluations", "runs"],
  run: (id: string) => ["evaluations", "run", id],
  saved: ["evaluations", "saved"],
  replay: (id: string) => ["evaluations", "replay", id],
} as const;

const ASKING_AGAIN_MS = 1500;
const QUESTIONS_A_PAGE = 100;

export const questionsQuery = infiniteQueryOptions({
  queryKey: keys.questions,
  queryFn: ({ pageParam }) =>
    ask(
      api.GET("/api/evaluations/", {
        params: { query: { cursor: pageParam ?? undefined, limit: QUESTIONS_A_PAGE } },
      }),
    ),
  initialPageParam: null as string | null,
  getNextPageParam: nextCursor,
});

/** The runs, newest first; asked again while one is on its way. */
export const runsQuery = queryOptions({
  queryKey: keys.runs,
  queryFn: async (): Promise<EvalRun[]> =>
    (await ask(api.GET("/api/evaluations/runs/", { params: { query: { limit: 60 } } }))).results,
  refetchInterval: ({ state }) => (state.data?.[0]?.state === "running" ? ASKING_AGAIN_MS : false),
});

/** A run that is done never changes. */
export const runQuery = (id: string) =>
  queryOptions({
    queryKey: keys.run(id),
    queryFn: () => ask(api.GET("/api/evaluations/runs/{id}/", { params: { path: { id } } })),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: id !== "",
  });

export const replayQuery = (id: string) =>
  queryOptions({
    queryKey: keys.replay(id),
    queryFn: () => ask(api.GET("/api/evaluations/replays/{id}/", { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data?.replay.state === "running" ? ASKING_AGAIN_MS : false),
    enabled: id !== "",
  });

export const instructionsQuery = queryOptions({
  queryKey: ["agent", "prompt"],
  queryFn: () => ask(api.GET("/api/agent/prompt/")),
});

export const documentNamesQuery = queryOptions({
  queryKey: ["evaluations", "documents"],
  queryFn: async (): Promise<string[]> => {
    const page = await ask(api.GET("/api/documents/", { params: { query: { limit: 100 } } }));
    return page.results.map((document) => document.name);
  },
});

export function startRun(): Promise<EvalRun> {
  return ask(api.POST("/api/evaluations/runs/"));
}

export function takeThreshold(id: string): Promise<{ threshold: number }> {
  return ask(api.POST("/api/evaluations/runs/{id}/threshold/", { params: { path: { id } } }));
}

export function saveQuestion(id: string | null, form: QuestionForm): Promise<EvalQuestion> {
  if (id === null) return ask(api.POST("/api/evaluations/", { body: form }));
  return ask(api.PATCH("/api/evaluations/{id}/", { params: { path: { id } }, body: form }));
}

export async function deleteQuestion(id: string): Promise<void> {
  await ask(api.DELETE("/api/evaluations/{id}/", { params: { path: { id } } }));
}

export function importQuestions(file: File): Promise<{ added: number; changed: number }> {
  return upload("/api/evaluations/import/", "file", [file]);
}

export function startReplay(candidate: { prompt: string; model: string }) {
  return ask(api.POST("/api/evaluations/replays/", { body: candidate }));
}

/** Which answers are kept for replays: the turn's id → the kept entry's. */
export const savedQuery = queryOptions({
  queryKey: keys.saved,
  queryFn: async (): Promise<ReadonlyMap<string, string>> => {
    const page = await ask(api.GET("/api/evaluations/saved/", { params: { query: { limit: 100 } } }));
    return new Map(page.results.map((saved) => [saved.turn, saved.id]));
  },
});

export async function keepTurn(turn: string, savedId: string | undefined): Promise<void> {
  if (savedId === undefined) await ask(api.POST("/api/evaluations/saved/", { body: { turn } }));
  else await ask(api.DELETE("/api/evaluations/saved/{id}/", { params: { path: { id: savedId } } }));
}
