import type { QueryClient } from "@tanstack/react-query";
import { sessionQuery } from "@/shared/session";
import type { LiveHandlers } from "@/shared/ws/handlers";
import { type Label, labelsQuery, type Presence, presenceQuery, teamsQuery } from "./queries";

export function withRow<T extends { id: string }>(rows: T[] | undefined, row: T): T[] | undefined {
  if (!rows) return rows;
  return rows.some((one) => one.id === row.id)
    ? rows.map((one) => (one.id === row.id ? row : one))
    : [...rows, row];
}

function withoutRow<T extends { id: string }>(rows: T[] | undefined, id: string): T[] | undefined {
  return rows?.filter((one) => one.id !== id);
}

function byPosition(labels: Label[] | undefined): Label[] | undefined {
  return labels?.toSorted((a, b) => a.position - b.position);
}

function refetch(client: QueryClient, queryKey: readonly unknown[]) {
  void client.invalidateQueries({ queryKey });
}

export const directoryHandlers: LiveHandlers = {
  "label.updated": (frame, { client }) =>
    client.setQueryData(labelsQuery.queryKey, (held) => byPosition(withRow(held, frame.data as Label))),
  "label.deleted": (frame, { client }) =>
    client.setQueryData(labelsQuery.queryKey, (held) => withoutRow(held, (frame.data as { id: string }).id)),
  "team.updated": (_frame, { client }) => refetch(client, teamsQuery.queryKey),
  "team.deleted": (_frame, { client }) => refetch(client, teamsQuery.queryKey),
  "member.updated": (frame, { client, memberId }) => {
    // Their list, their rights, their invitations; one's own rights decide what every page offers.
    refetch(client, ["team"]);
    if ((frame.data as { id: string }).id === memberId) refetch(client, sessionQuery.queryKey);
  },
  presence: (frame, { client }) =>
    client.setQueryData(presenceQuery.queryKey, (held) => withRow(held, frame.data as Presence)),
};
