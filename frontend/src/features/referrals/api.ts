import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import { nextCursor } from "@/shared/api/paging";
import type { components } from "@/shared/api/schema";

export type Referral = components["schemas"]["Referral"];
export type Stats = components["schemas"]["ReferralStats"];
export type MyCode = components["schemas"]["MyCode"];

const ALL: readonly string[] = ["referrals"];

export const codeQuery = queryOptions({
  queryKey: [...ALL, "code"],
  queryFn: (): Promise<MyCode> => ask(api.GET("/api/referrals/my-code/")),
});

export const statsQuery = queryOptions({
  queryKey: [...ALL, "stats"],
  queryFn: (): Promise<Stats> => ask(api.GET("/api/referrals/stats/")),
});

export const referralsQuery = infiniteQueryOptions({
  queryKey: [...ALL, "list"],
  queryFn: ({ pageParam }) =>
    ask(api.GET("/api/referrals/list/", { params: { query: pageParam ? { cursor: pageParam } : {} } })),
  initialPageParam: "",
  getNextPageParam: nextCursor,
});
