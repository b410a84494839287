import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import { nextCursor, type Page } from "@/shared/api/paging";
import type { components } from "@/shared/api/schema";

export type LogEntry = components["schemas"]["LogEntry"];

export const AREAS = [
  "sign_in",
  "company",
  "team",
  "channels",
  "inbox",
  "agent",
  "knowledge",
  "customers",
  "money",
  "data",
] as const;
export type Area = (typeof AREAS)[number];

export type LogFilter = { who: string; area: Area | ""; from: string; to: string; q: string };
export const EVERYTHING: LogFilter = { who: "", area: "", from: "", to: "", q: "" };

/** The filter as the server takes it: days are whole days of this browser's clock. */
export function queryOf({ who, area, from, to, q }: LogFilter) {
  const midnight = (day: string, later: number) => {
    const at = new Date(`${day}T00:00`);
    at.setDate(at.getDate() + later);
    return at.toISOString();
  };
  return {
    ...(who && { who }),
    ...(area && { area }),
    ...(from && { start: midnight(from, 0) }),
    ...(to && { end: midnight(to, 1) }),
    ...(q && { q }),
  };
}

export const logQuery = (filter: LogFilter, language: string) =>
  infiniteQueryOptions({
    queryKey: ["workspace", "log", filter, language],
    queryFn: ({ pageParam }): Promise<Page<LogEntry>> =>
      ask(
        api.GET("/api/log/", {
          params: { query: { ...queryOf(filter), limit: 50, cursor: pageParam ?? undefined } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: nextCursor,
  });

/** Where the browser downloads the table of what is shown. */
export function exportAddress(filter: LogFilter): string {
  return `/api/log/export/?${new URLSearchParams(queryOf(filter))}`;
}
