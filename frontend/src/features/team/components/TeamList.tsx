import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChevronRight, UserPlus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Member } from "@/shared/api/types";
import { useAbilities, useMe } from "@/shared/session";
import { Avatar } from "@/shared/ui/Avatar";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { PresenceDot } from "@/shared/ui/PresenceDot";
import { Bones, Failed } from "@/shared/ui/States";
import { membersQuery, presenceQuery } from "../api";
import { InvitationList } from "./InvitationList";
import { InviteDialog } from "./InviteDialog";

function Row({ member, state, isMe }: { member: Member; state: "online" | "busy" | "away"; isMe: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      <span className="relative shrink-0">
        <Avatar id={member.id} name={member.name} />
        {member.is_active && (
          <PresenceDot state={state} className="absolute -right-0.5 -bottom-0.5 size-3.5" />
        )}
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">
          {member.name} {isMe && <span className="font-normal text-ink-3">{t("team.you")}</span>}
        </span>
        <span className="block truncate text-[13px] text-ink-2">{member.email}</span>
        <span className="mt-1 flex flex-wrap gap-1 empty:hidden">
          {member.is_active && (
            <Badge tone={member.role === "owner" ? "primary" : "neutral"} className="sm:hidden">
              {t(`role.${member.role}`)}
            </Badge>
          )}
          {member.sees === "team" && <Badge tone="honey">{t("team.seesTeamShort")}</Badge>}
          {member.skills.map((skill) => (
            <Badge key={skill}>{skill}</Badge>
          ))}
        </span>
      </span>
      <Badge
        tone={member.role === "owner" && member.is_active ? "primary" : "neutral"}
        className={member.is_active ? "max-sm:hidden" : ""}
      >
        {member.is_active ? t(`role.${member.role}`) : t("team.inactive")}
      </Badge>
    </>
  );
}

/** Who works here; whoever runs the team opens a person to change them, everybody opens themselves. */
export function TeamList() {
  const { t } = useTranslation();
  const me = useMe().member;
  const canChange = useAbilities().may("team.manage");
  const { data, error, refetch } = useQuery(membersQuery);
  const { data: presence } = useQuery(presenceQuery);
  const [isInviting, setInviting] = useState(false);
  const active = data?.filter((member) => member.is_active) ?? [];
  const former = data?.filter((member) => !member.is_active) ?? [];
  const row = (member: Member) => {
    const state = presence?.find((one) => one.id === member.id)?.state ?? "away";
    const isMe = member.id === me?.id;
    return (
      <li key={member.id}>
        {canChange || isMe ? (
          <Link
            to="/settings/team/$memberId"
            params={{ memberId: member.id }}
            className="-mx-2 flex items-center gap-3 rounded-2xl px-2 py-3 hover:bg-sunken"
          >
            <Row member={member} state={state} isMe={isMe} />
            <ChevronRight aria-hidden="true" className="size-4 shrink-0 text-ink-3" />
          </Link>
        ) : (
          <div className="flex items-center gap-3 py-3">
            <Row member={member} state={state} isMe={isMe} />
          </div>
        )}
      </li>
    );
  };
  return (
    <div className="flex flex-col gap-4">
      <Card
        title={t("settings.team")}
        text={t("team.text")}
        action={
          canChange && (
            <Button look="primary" size="sm" onClick={() => setInviting(true)}>
              <UserPlus aria-hidden="true" className="size-4" />
              {t("invite.open")}
            </Button>
          )
        }
      >
        {error && !data && <Failed error={error} onRetry={() => refetch()} />}
        {!data && !error && <Bones rows={3} className="h-14" />}
        <ul className="divide-y">{active.map(row)}</ul>
      </Card>
      {canChange && <InvitationList />}
      {former.length > 0 && (
        <Card title={t("team.former")} text={t("team.formerText")}>
          <ul className="divide-y">{former.map(row)}</ul>
        </Card>
      )}
      {isInviting && <InviteDialog onClose={() => setInviting(false)} />}
    </div>
  );
}
