import { useQuery } from "@tanstack/react-query";
import { Crown, Plus, UsersRound } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAbilities } from "@/shared/session";
import { Avatar } from "@/shared/ui/Avatar";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { PresenceDot } from "@/shared/ui/PresenceDot";
import { RowActions } from "@/shared/ui/RowActions";
import { Bones, Empty, Failed } from "@/shared/ui/States";
import { presenceQuery, type Team, teamsQuery } from "../api";
import { TeamForm } from "./TeamForm";
import { TeamRemoval } from "./TeamRemoval";

function People({ team }: { team: Team }) {
  const { t } = useTranslation();
  const { data: presence } = useQuery(presenceQuery);
  if (team.members.length === 0) return <p className="text-[13px] text-ink-3">{t("teamSettings.nobody")}</p>;
  return (
    <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-2">
      {team.members.map((person) => (
        <li key={person.id} className="flex items-center gap-1.5 text-[13px]">
          <span className="relative">
            <Avatar id={person.id} name={person.name} size="sm" />
            <PresenceDot
              state={presence?.find((row) => row.id === person.id)?.state ?? "away"}
              className="absolute -right-1 -bottom-1"
            />
          </span>
          {person.name}
          {person.is_lead && (
            <span role="img" aria-label={t("teamSettings.lead")} title={t("teamSettings.lead")}>
              <Crown aria-hidden="true" className="size-3.5 text-honey" />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

export function TeamsSection() {
  const { t } = useTranslation();
  const canManage = useAbilities().may("team.manage");
  const { data, error, refetch } = useQuery(teamsQuery);
  const [edited, setEdited] = useState<Team | "new" | null>(null);
  const [doomed, setDoomed] = useState<Team | null>(null);
  const add = (
    <Button look="primary" size="sm" onClick={() => setEdited("new")}>
      <Plus aria-hidden="true" className="size-4" />
      {t("teamSettings.add")}
    </Button>
  );
  return (
    <Card
      title={t("settings.teams")}
      text={t("teamSettings.text")}
      action={canManage && data && data.length > 0 && add}
    >
      {error && !data && <Failed error={error} onRetry={() => refetch()} />}
      {!data && !error && <Bones rows={3} className="h-16" />}
      {data?.length === 0 && (
        <Empty
          picture={<UsersRound />}
          title={t("teamSettings.empty")}
          text={t("teamSettings.emptyText")}
          action={canManage && add}
        />
      )}
      <ul className="divide-y">
        {data?.map((team) => (
          <li key={team.id} className="flex items-start gap-3 py-4">
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-center gap-2 font-medium">
                {team.name}
                {team.auto_assign && <Badge tone="sage">{t("teamSettings.auto")}</Badge>}
              </p>
              {team.description && <p className="text-[13px] text-ink-2">{team.description}</p>}
              <People team={team} />
            </div>
            {canManage && (
              <RowActions name={team.name} onEdit={() => setEdited(team)} onDelete={() => setDoomed(team)} />
            )}
          </li>
        ))}
      </ul>
      {edited && <TeamForm team={edited === "new" ? null : edited} onClose={() => setEdited(null)} />}
      {doomed && <TeamRemoval team={doomed} onClose={() => setDoomed(null)} />}
    </Card>
  );
}
