import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useIdentity } from "@/shared/identity/useIdentity";
import { useMe } from "@/shared/session";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { Confirm } from "@/shared/ui/Confirm";
import { Bones, Failed } from "@/shared/ui/States";
import {
  lockPerson,
  type PersonDetail,
  personQuery,
  resetSecondFactor,
  setStaff,
  signOutPerson,
  unlockPerson,
} from "../api";
import { Back } from "../shell/Back";
import { ConsoleTitle } from "../shell/ConsoleTitle";
import { Facts, When } from "../shell/Facts";
import { ListLink } from "../shell/ListLink";
import { ReasonDialog } from "../shell/ReasonDialog";
import { RowLink } from "../shell/Table";
import { useAct, useFormAct } from "../shell/useAct";
import { Lines } from "../trail/Lines";
import { PersonBadges } from "./PeoplePage";

function Sessions({ detail }: { detail: PersonDetail }) {
  const { t } = useTranslation();
  const { id } = detail.person;
  const end = useAct((session: string | null) => signOutPerson(id, session), t("console.people.ended"));
  return (
    <Card
      title={t("console.people.sessions", { count: detail.sessions.length })}
      action={
        detail.sessions.length > 1 && (
          <Button size="sm" look="danger" isBusy={end.isPending} onClick={() => end.mutate(null)}>
            {t("console.people.endAll")}
          </Button>
        )
      }
    >
      {detail.sessions.length === 0 && <p className="text-sm text-ink-2">{t("console.people.noSessions")}</p>}
      <ul className="flex flex-col divide-y text-sm">
        {detail.sessions.map((session) => (
          <li key={session.id} className="flex items-center justify-between gap-3 py-2">
            <span className="min-w-0">
              <span className="font-medium">{session.device || t("console.people.unknownDevice")}</span>
              <span className="block text-[13px] text-ink-3">
                {session.ip} · <When at={session.last_seen_at} />
              </span>
            </span>
            <Button size="sm" look="quiet" isBusy={end.isPending} onClick={() => end.mutate(session.id)}>
              {t("console.people.end")}
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Lock, unlock, make an operator or end that: never of one's own account. */
function Powers({ detail }: { detail: PersonDetail }) {
  const { t } = useTranslation();
  const { user } = useMe();
  const { id, name, email, is_active, is_staff, has_second_factor } = detail.person;
  const [asked, setAsked] = useState<"lock" | "reset" | "staff" | null>(null);
  const [guarded, dialog] = useIdentity();
  const close = () => setAsked(null);
  const lock = useFormAct((reason: string) => lockPerson(id, reason), t("console.people.lockedNow"), close);
  const reset = useFormAct(
    (reason: string) => guarded(() => resetSecondFactor(id, reason)),
    t("console.people.resetNow"),
    close,
  );
  const unlock = useAct(() => unlockPerson(id), t("console.people.unlockedNow"));
  const staff = useAct(() => guarded(() => setStaff(id, !is_staff)), t("common.saved"), close);
  if (user.id === id) return <p className="text-sm text-ink-2">{t("console.people.yourself")}</p>;
  const who = name || email;
  return (
    <div className="flex flex-wrap gap-2">
      {is_active ? (
        <Button look="danger" onClick={() => setAsked("lock")}>
          {t("console.people.lock")}
        </Button>
      ) : (
        <Button isBusy={unlock.isPending} onClick={() => unlock.mutate(undefined)}>
          {t("console.people.unlock")}
        </Button>
      )}
      {has_second_factor && !is_staff && (
        <Button look="quiet" onClick={() => setAsked("reset")}>
          {t("console.people.reset")}
        </Button>
      )}
      <Button look="quiet" onClick={() => setAsked("staff")}>
        {t(is_staff ? "console.people.unmake" : "console.people.make")}
      </Button>
      {asked === "lock" && (
        <ReasonDialog
          title={t("console.people.lockTitle", { name: who })}
          text={t("console.people.lockText")}
          label={t("console.people.why")}
          action={t("console.people.lock")}
          error={lock.error}
          isBusy={lock.isPending}
          onDone={(reason) => lock.mutate(reason)}
          onClose={close}
        />
      )}
      {asked === "reset" && (
        <ReasonDialog
          title={t("console.people.resetTitle", { name: who })}
          text={t("console.people.resetText")}
          label={t("console.people.why")}
          action={t("console.people.reset")}
          error={reset.error}
          isBusy={reset.isPending}
          onDone={(reason) => reset.mutate(reason)}
          onClose={close}
        />
      )}
      <Confirm
        isOpen={asked === "staff"}
        title={t(is_staff ? "console.people.unmakeTitle" : "console.people.makeTitle", { name: who })}
        text={t(is_staff ? "console.people.unmakeText" : "console.people.makeText")}
        action={t(is_staff ? "console.people.unmake" : "console.people.make")}
        isBusy={staff.isPending}
        onConfirm={() => staff.mutate(undefined)}
        onClose={close}
      />
      {dialog}
    </div>
  );
}

export function PersonPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(personQuery(id));
  if (error && !data) {
    return (
      <>
        <Back page="users" />
        <Failed error={error} onRetry={() => refetch()} />
      </>
    );
  }
  if (!data) return <Bones rows={3} className="h-32 rounded-3xl" />;
  const { person } = data;
  return (
    <>
      <Back page="users" />
      <ConsoleTitle
        title={person.name || person.email}
        text={<PersonBadges person={person} />}
        action={<Powers detail={data} />}
      />
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <Card>
          <Facts
            rows={[
              [
                t("console.people.email"),
                <span key="email" className="break-all">
                  {person.email}{" "}
                  {!data.is_email_verified && <Badge tone="honey">{t("console.people.unverified")}</Badge>}
                </span>,
              ],
              [t("settings.language"), person.language.toUpperCase()],
              [t("console.columns.since"), <When key="since" at={person.created_at} />],
              [t("console.columns.seen"), <When key="seen" at={person.seen_at} />],
            ]}
          />
        </Card>
        <Card title={t("console.people.workspaces", { count: data.memberships.length })}>
          {data.memberships.length === 0 && (
            <p className="text-sm text-ink-2">{t("console.people.noWorkspaces")}</p>
          )}
          <ul className="flex flex-col gap-2 text-sm">
            {data.memberships.map((row) => (
              <li key={row.company} className="flex justify-between gap-3">
                <RowLink page="companies" id={row.company}>
                  {row.name}
                </RowLink>
                <Badge>{t(`role.${row.role}`)}</Badge>
              </li>
            ))}
          </ul>
        </Card>
        <Sessions detail={data} />
        <Card
          title={t("console.people.trail")}
          action={
            <ListLink page="audit" search={{ target: person.id }}>
              {t("console.trail.whole")}
            </ListLink>
          }
        >
          <Lines lines={data.trail} />
        </Card>
      </div>
    </>
  );
}
