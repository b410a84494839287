import { api, ask } from "@/shared/api/client";
import type { components } from "@/shared/api/schema";
import type { Member } from "@/shared/api/types";
import { membersQuery, type Presence, presenceQuery, type Team, teamsQuery } from "@/shared/directory";

type Schemas = components["schemas"];
export type Availability = Schemas["Availability"];
export { membersQuery, presenceQuery, type Team, teamsQuery };

export const keys = { members: membersQuery.queryKey, teams: teamsQuery.queryKey };

export type TeamChange = Schemas["TeamChangeRequest"];

export function saveTeam(id: string | null, body: TeamChange): Promise<Team> {
  if (id === null) return ask(api.POST("/api/teams/", { body }));
  return ask(api.PATCH("/api/teams/{id}/", { params: { path: { id } }, body }));
}

export async function deleteTeam(id: string): Promise<void> {
  await ask(api.DELETE("/api/teams/{id}/", { params: { path: { id } } }));
}

export function changeMember(id: string, body: { sees?: Member["sees"]; skills?: string[] }) {
  return ask(api.PATCH("/api/employees/{id}/", { params: { path: { id } }, body }));
}

export function setAvailability(availability: Availability): Promise<Presence> {
  return ask(api.PUT("/api/presence/", { body: { availability } }));
}
