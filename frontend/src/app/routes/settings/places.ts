import { useQuery } from "@tanstack/react-query";
import { customFieldsQuery } from "@/features/contacts/settings/fields";
import { channelsQuery, labelsQuery, membersQuery, teamsQuery } from "@/shared/directory";
import { useMe } from "@/shared/session";

/** What the settings of one feature choose from among the others' things. */
export function usePlaces() {
  const { data: members } = useQuery(membersQuery);
  const { data: teams } = useQuery(teamsQuery);
  const { data: labels } = useQuery(labelsQuery);
  const { data: channels } = useQuery(channelsQuery);
  const { data: ownFields } = useQuery(customFieldsQuery);
  return {
    members: (members ?? []).filter((member) => member.is_active && member.role !== "viewer"),
    teams: teams ?? [],
    labels: (labels ?? []).map(({ id, name, colour }) => ({ id, name, colour })),
    channels: (channels ?? []).map(({ id, name }) => ({ id, name })),
    ownFields: ownFields ?? [],
  };
}

/** The ids of the teams that I belong to. */
export function useMyTeams(): string[] {
  const me = useMe().member?.id;
  const { data: teams } = useQuery(teamsQuery);
  return (teams ?? []).filter((team) => team.members.some((one) => one.id === me)).map((team) => team.id);
}
