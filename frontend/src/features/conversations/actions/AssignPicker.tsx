import { useQuery } from "@tanstack/react-query";
import { UserRoundX, Users } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { membersQuery, presenceQuery, teamsQuery } from "@/shared/directory";
import { cn } from "@/shared/lib/cn";
import { useMe } from "@/shared/session";
import { Avatar } from "@/shared/ui/Avatar";
import { PickerDialog, PickerEmpty, PickerGroup, PickerItem } from "@/shared/ui/Picker";
import { closePicker } from "./picker";
import { useRun } from "./useRun";
import { type PickerBodyProps, useTarget } from "./useTarget";

const DOTS = { online: "bg-sage", busy: "bg-coral", away: "bg-line-strong" };

function Person({ id, name, state }: { id: string; name: string; state: keyof typeof DOTS }) {
  return (
    <>
      <span className="relative">
        <Avatar id={id} name={name} size="sm" />
        <span
          aria-hidden="true"
          className={cn(
            "absolute -right-0.5 -bottom-0.5 size-2.5 rounded-full ring-2 ring-surface",
            DOTS[state],
          )}
        />
      </span>
      <span className="truncate">{name}</span>
    </>
  );
}

export function AssignPicker({ target }: PickerBodyProps) {
  const { t } = useTranslation();
  const me = useMe().member;
  const [text, setText] = useState("");
  const { conversation, about } = useTarget(target);
  const { one, run } = useRun(target);
  const { data: members = [] } = useQuery(membersQuery);
  const { data: teams = [] } = useQuery(teamsQuery);
  const { data: presence = [] } = useQuery({ ...presenceQuery, staleTime: 10_000 });
  const stateOf = (id: string) => presence.find((one) => one.id === id)?.state ?? "away";
  const others = members.filter(
    (member) => member.is_active && member.role !== "viewer" && member.id !== me?.id,
  );
  const assign = (who: { id: string; name: string } | null) => {
    closePicker();
    const isMe = who !== null && who.id === me?.id;
    run({ action: "assignee", value: isMe ? "me" : (who?.id ?? null) }, () =>
      isMe ? one.assignToMe() : one.assignTo(who),
    );
  };
  const move = (team: { id: string; name: string } | null) => {
    closePicker();
    run({ action: "team", value: team?.id ?? null }, () => one.moveTo(team));
  };
  const held = conversation?.assignee?.id;
  return (
    <PickerDialog
      title={t("actions.assignTitle", { about })}
      placeholder={t("actions.assignPlaceholder")}
      value={text}
      onValue={setText}
      onClose={closePicker}
    >
      <PickerEmpty>{t("actions.nobodyFound")}</PickerEmpty>
      <PickerGroup heading={t("actions.people")}>
        {me && (
          <PickerItem value={`me ${me.name}`} onSelect={() => assign(me)} isChecked={held === me.id}>
            <Person id={me.id} name={t("actions.toMe", { name: me.name })} state={stateOf(me.id)} />
          </PickerItem>
        )}
        {others.map((member) => (
          <PickerItem
            key={member.id}
            value={`${member.name} ${member.id}`}
            onSelect={() => assign(member)}
            isChecked={held === member.id}
            hint={t(`actions.presence.${stateOf(member.id)}`)}
          >
            <Person id={member.id} name={member.name} state={stateOf(member.id)} />
          </PickerItem>
        ))}
        <PickerItem value={t("inbox.nobody")} onSelect={() => assign(null)} isChecked={conversation && !held}>
          <UserRoundX aria-hidden="true" className="size-4.5 text-ink-3" />
          {t("inbox.nobody")}
        </PickerItem>
      </PickerGroup>
      {teams.length > 0 && (
        <PickerGroup heading={t("actions.teams")}>
          {teams.map((team) => (
            <PickerItem
              key={team.id}
              value={`${team.name} ${team.id}`}
              onSelect={() => move(conversation?.team?.id === team.id ? null : team)}
              isChecked={conversation?.team?.id === team.id}
              hint={t("actions.members", { count: team.members.length })}
            >
              <Users aria-hidden="true" className="size-4.5 text-ink-3" />
              {team.name}
            </PickerItem>
          ))}
        </PickerGroup>
      )}
    </PickerDialog>
  );
}
