import { queryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import type { components } from "@/shared/api/schema";
import { stored } from "@/shared/lib/stored";

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

/** What this browser learnt last of the member's habits: the composer needs them before the server answers. */
export function keptHabits(): { undoS: number; sendsWithMod: boolean } {
  const undo = stored.get("undo_s");
  return {
    undoS: undo === null ? 5 : Number(undo) || 0,
    sendsWithMod: stored.get("send_key") === "mod_enter",
  };
}

export function keepHabits({ undo_s, send_key }: Habits): void {
  stored.set("undo_s", String(undo_s));
  stored.set("send_key", send_key ?? null);
}
