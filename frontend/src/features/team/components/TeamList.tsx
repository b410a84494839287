import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useMe } from "@/shared/session";
import { Avatar } from "@/shared/ui/Avatar";
import { Badge } from "@/shared/ui/Badge";
import { Card } from "@/shared/ui/Card";
import { Bones, Failed } from "@/shared/ui/States";
import { membersQuery } from "../api";

export function TeamList() {
  const { t } = useTranslation();
  const me = useMe().member;
  const { data, error, refetch } = useQuery(membersQuery);
  return (
    <Card title={t("settings.team")} text={t("team.text")}>
      {error && !data && <Failed error={error} onRetry={() => refetch()} />}
      {!data && !error && <Bones rows={3} className="h-14" />}
      <ul className="divide-y">
        {data?.map((member) => (
          <li key={member.id} className="flex items-center gap-3 py-3">
            <Avatar id={member.id} name={member.name} />
            <div className="min-w-0 flex-1">
              <p className="truncate font-medium">
                {member.name}{" "}
                {member.id === me?.id && <span className="font-normal text-ink-3">{t("team.you")}</span>}
              </p>
              <p className="truncate text-[13px] text-ink-2">{member.email}</p>
            </div>
            {!member.is_active && <Badge>{t("team.inactive")}</Badge>}
            <Badge tone={member.role === "owner" ? "primary" : "neutral"}>{t(`role.${member.role}`)}</Badge>
          </li>
        ))}
      </ul>
    </Card>
  );
}
