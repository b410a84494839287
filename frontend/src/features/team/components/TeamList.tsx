import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Member } from "@/shared/api/types";
import { useAbilities, useMe } from "@/shared/session";
import { Avatar } from "@/shared/ui/Avatar";
import { Badge } from "@/shared/ui/Badge";
import { Card } from "@/shared/ui/Card";
import { PresenceDot } from "@/shared/ui/PresenceDot";
import { RowActions } from "@/shared/ui/RowActions";
import { Bones, Failed } from "@/shared/ui/States";
import { membersQuery, presenceQuery } from "../api";
import { MemberForm } from "./MemberForm";

type TeamListProps = { skillNames: readonly string[] };

export function TeamList({ skillNames }: TeamListProps) {
  const { t } = useTranslation();
  const me = useMe().member;
  const { canManage } = useAbilities();
  const { data, error, refetch } = useQuery(membersQuery);
  const { data: presence } = useQuery(presenceQuery);
  const [edited, setEdited] = useState<Member | null>(null);
  return (
    <Card title={t("settings.team")} text={t("team.text")}>
      {error && !data && <Failed error={error} onRetry={() => refetch()} />}
      {!data && !error && <Bones rows={3} className="h-14" />}
      <ul className="divide-y">
        {data?.map((member) => (
          <li key={member.id} className="flex items-center gap-3 py-3">
            <span className="relative shrink-0">
              <Avatar id={member.id} name={member.name} />
              <PresenceDot
                state={presence?.find((row) => row.id === member.id)?.state ?? "away"}
                className="absolute -right-0.5 -bottom-0.5 size-3.5"
              />
            </span>
            <div className="min-w-0 flex-1">
              <p className="truncate font-medium">
                {member.name}{" "}
                {member.id === me?.id && <span className="font-normal text-ink-3">{t("team.you")}</span>}
              </p>
              <p className="truncate text-[13px] text-ink-2">{member.email}</p>
              <p className="mt-1 flex flex-wrap gap-1 empty:hidden">
                {member.sees === "team" && <Badge tone="honey">{t("team.seesTeamShort")}</Badge>}
                {member.skills.map((skill) => (
                  <Badge key={skill}>{skill}</Badge>
                ))}
                {!member.is_active && <Badge>{t("team.inactive")}</Badge>}
              </p>
            </div>
            <Badge tone={member.role === "owner" ? "primary" : "neutral"} className="max-sm:hidden">
              {t(`role.${member.role}`)}
            </Badge>
            {canManage && <RowActions name={member.name} onEdit={() => setEdited(member)} />}
          </li>
        ))}
      </ul>
      {edited && <MemberForm member={edited} skillNames={skillNames} onClose={() => setEdited(null)} />}
    </Card>
  );
}
