import { queryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import type { components } from "@/shared/api/schema";
import type { Member } from "@/shared/api/types";
import { membersQuery, type Presence, presenceQuery, type Team, teamsQuery } from "@/shared/directory";
import type { Week } from "@/shared/lib/hours";

type Schemas = components["schemas"];
export type Availability = Schemas["Availability"];
export { membersQuery, presenceQuery, type Team, teamsQuery };

export const keys = {
  members: membersQuery.queryKey,
  teams: teamsQuery.queryKey,
  invitations: ["team", "invitations"],
  all: ["team"],
};

export type TeamChange = Schemas["TeamChangeRequest"];
export type Invitation = Schemas["Invitation"];
export type Inviting = Schemas["InvitingRequest"];
export type GivenRole = Schemas["GivenRole"];
export type Rights = Schemas["Rights"];
export type Permission = Schemas["Permission"];
export type Override = NonNullable<Permission["override"]>;
export type Leaving = Schemas["DeactivationRequest"];

export const GIVEN_ROLES = ["admin", "agent", "viewer"] as const satisfies readonly GivenRole[];

export function saveTeam(id: string | null, body: TeamChange): Promise<Team> {
  if (id === null) return ask(api.POST("/api/teams/", { body }));
  return ask(api.PATCH("/api/teams/{id}/", { params: { path: { id } }, body }));
}

export async function deleteTeam(id: string, moveTo?: string): Promise<void> {
  const query = moveTo ? { move_to: moveTo } : {};
  await ask(api.DELETE("/api/teams/{id}/", { params: { path: { id }, query } }));
}

export function changeMember(
  id: string,
  body: { role?: GivenRole; sees?: Member["sees"]; skills?: string[]; working_week?: Week },
) {
  return ask(api.PATCH("/api/employees/{id}/", { params: { path: { id } }, body }));
}

export function setAvailability(availability: Availability): Promise<Presence> {
  return ask(api.PUT("/api/presence/", { body: { availability } }));
}

export const invitationsQuery = queryOptions({
  queryKey: keys.invitations,
  queryFn: async (): Promise<Invitation[]> =>
    (await ask(api.GET("/api/invitations/", { params: { query: { limit: 50 } } }))).results,
});

export function invite(body: Inviting) {
  return ask(api.POST("/api/invitations/", { body }));
}

export function sendAgain(id: string) {
  return ask(api.POST("/api/invitations/{id}/resend/", { params: { path: { id } } }));
}

export async function revokeInvitation(id: string): Promise<void> {
  await ask(api.DELETE("/api/invitations/{id}/", { params: { path: { id } } }));
}

export function rightsQuery(id: string) {
  return queryOptions({
    queryKey: ["team", "rights", id],
    queryFn: () => ask(api.GET("/api/employees/{id}/permissions/", { params: { path: { id } } })),
  });
}

export function setOverrides(id: string, overrides: Record<string, Override>): Promise<Rights> {
  return ask(api.PUT("/api/employees/{id}/permissions/", { params: { path: { id } }, body: { overrides } }));
}

export function workQuery(id: string) {
  return queryOptions({
    queryKey: ["team", "work", id],
    queryFn: () => ask(api.GET("/api/employees/{id}/work/", { params: { path: { id } } })),
    staleTime: 0,
  });
}

export function deactivate(id: string, body: Leaving): Promise<Member> {
  return ask(api.POST("/api/employees/{id}/deactivate/", { params: { path: { id } }, body }));
}

export function reactivate(id: string): Promise<Member> {
  return ask(api.POST("/api/employees/{id}/reactivate/", { params: { path: { id } } }));
}

export function handOver(id: string, staysOwner: boolean): Promise<Member> {
  return ask(
    api.POST("/api/employees/{id}/ownership/", {
      params: { path: { id } },
      body: { stays_owner: staysOwner },
    }),
  );
}
