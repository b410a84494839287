import { queryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import type { components } from "@/shared/api/schema";

export type Habits = components["schemas"]["Habits"];

/** How the member likes to write, on whichever device. */
export const habitsQuery = queryOptions({
  queryKey: ["conversations", "habits"],
  queryFn: (): Promise<Habits> => ask(api.GET("/api/writing-habits/")),
  staleTime: 10 * 60_000,
});

export function saveHabits(habits: Habits): Promise<Habits> {
  return ask(api.PUT("/api/writing-habits/", { body: habits }));
}
