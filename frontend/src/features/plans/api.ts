import { queryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import type { components } from "@/shared/api/schema";

export type Plan = components["schemas"]["Plan"];
export type CurrentPlan = components["schemas"]["Current"];
export type Usage = components["schemas"]["Usage"];
export type Gauge = components["schemas"]["Gauge"];
export type PlanRequest = components["schemas"]["PlanRequest"];
export type Period = "month" | "year";

const ALL: readonly string[] = ["plans"];
export const keys = { all: ALL, requests: [...ALL, "requests"] } as const;

export const plansQuery = queryOptions({
  queryKey: [...ALL, "catalogue"],
  queryFn: async (): Promise<readonly Plan[]> => (await ask(api.GET("/api/subscriptions/plans/"))).results,
});

export const currentPlanQuery = queryOptions({
  queryKey: [...ALL, "current"],
  queryFn: (): Promise<CurrentPlan> => ask(api.GET("/api/subscriptions/current/")),
});

/** What is used grows by itself; the page shows it as of the last minute. */
export const usageQuery = queryOptions({
  queryKey: [...ALL, "usage"],
  queryFn: (): Promise<Usage> => ask(api.GET("/api/subscriptions/usage/")),
  staleTime: 60_000,
  refetchInterval: 300_000,
});

export const planRequestsQuery = queryOptions({
  queryKey: keys.requests,
  queryFn: async (): Promise<readonly PlanRequest[]> => (await ask(api.GET("/api/plan-requests/"))).results,
});
