import { queryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import type { components } from "@/shared/api/schema";
import type { ChannelAccount, Member } from "@/shared/api/types";

type Schemas = components["schemas"];
export type Label = Schemas["Label"];
export type LabelChip = Schemas["LabelChip"];
export type Team = Schemas["Team"];
export type Presence = Schemas["Presence"];

const RARELY_CHANGES_MS = 5 * 60_000;

/** Names that every feature speaks of: who works here, in which teams, which labels and channels there are. */
export const membersQuery = queryOptions({
  queryKey: ["team", "members"],
  queryFn: async (): Promise<Member[]> =>
    (await ask(api.GET("/api/employees/", { params: { query: { limit: 100 } } }))).results,
  staleTime: RARELY_CHANGES_MS,
});

export const teamsQuery = queryOptions({
  queryKey: ["team", "teams"],
  queryFn: async (): Promise<Team[]> => (await ask(api.GET("/api/teams/"))).results,
  staleTime: RARELY_CHANGES_MS,
});

export const labelsQuery = queryOptions({
  queryKey: ["labels"],
  queryFn: async (): Promise<Label[]> => (await ask(api.GET("/api/labels/"))).results,
  staleTime: RARELY_CHANGES_MS,
});

export const presenceQuery = queryOptions({
  queryKey: ["team", "presence"],
  queryFn: async (): Promise<Presence[]> => (await ask(api.GET("/api/presence/"))).results,
});

export const channelsQuery = queryOptions({
  queryKey: ["channels"],
  queryFn: async (): Promise<ChannelAccount[]> => (await ask(api.GET("/api/integrations/"))).results,
});
