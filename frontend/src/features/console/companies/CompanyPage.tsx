import { useQuery } from "@tanstack/react-query";
import { ExternalLink } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { dayOnly } from "@/shared/lib/dates";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { Bones, Failed } from "@/shared/ui/States";
import { type CompanyDetail, companyQuery } from "../api";
import { ChannelRow } from "../channels/ChannelRow";
import { CompanyTools } from "../impersonation/CompanyTools";
import { Back } from "../shell/Back";
import { type Bar, Bars } from "../shell/Bars";
import { ConsoleTitle } from "../shell/ConsoleTitle";
import { Facts, useNumber, When } from "../shell/Facts";
import { ListLink } from "../shell/ListLink";
import { RowLink } from "../shell/Table";
import { Lines } from "../trail/Lines";
import { Archives } from "./Archives";
import { ChangePlan } from "./ChangePlan";
import { CompanyPowers } from "./CompanyPowers";
import { Domains } from "./Domains";
import { Health } from "./Health";

const SHOWN_DAYS = 30;
const DAY_MS = 86_400_000;

function Plan({ detail }: { detail: CompanyDetail }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [isChanging, setChanging] = useState(false);
  const { plan } = detail;
  const dates = (["trial_ends_at", "grace_ends_at", "cancel_at", "period_ends_at"] as const).flatMap(
    (name) => {
      const at = plan?.[name];
      return at ? [[t(`console.companies.dates.${name}`), dayOnly(at, language)] as const] : [];
    },
  );
  return (
    <Card
      title={t("console.columns.plan")}
      action={
        <Button size="sm" onClick={() => setChanging(true)}>
          {t("console.companies.change")}
        </Button>
      }
    >
      {plan && (
        <Facts
          rows={[
            [t("console.columns.plan"), plan.name],
            [t("console.columns.state"), t(`plans.state.${plan.state as "active"}`)],
            [t("console.companies.source"), t(`console.sources.${plan.source as "stripe"}`)],
            ...(plan.bonus_plan ? [[t("console.companies.bonus"), plan.bonus_plan] as const] : []),
            ...dates,
          ]}
        />
      )}
      {isChanging && <ChangePlan detail={detail} onClose={() => setChanging(false)} />}
    </Card>
  );
}

function Usage({ detail }: { detail: CompanyDetail }) {
  const { t } = useTranslation();
  const write = useNumber();
  return (
    <Card title={t("console.companies.usage")}>
      <Facts
        rows={detail.usage.map((row) => [
          t(`plans.names.${row.name}`),
          <span key={row.name} className={row.condition === "fine" ? undefined : "font-semibold text-danger"}>
            {row.limit === null
              ? write(row.used)
              : t("console.of", { used: write(row.used), limit: write(row.limit) })}
          </span>,
        ])}
      />
    </Card>
  );
}

function People({ detail }: { detail: CompanyDetail }) {
  const { t } = useTranslation();
  return (
    <Card title={t("console.companies.people", { count: detail.people.length })}>
      <ul className="flex flex-col gap-2.5 text-sm">
        {detail.people.map((person) => (
          <li key={person.user} className="flex flex-wrap items-baseline justify-between gap-x-3">
            <span className="min-w-0">
              <RowLink page="users" id={person.user}>
                {person.name}
              </RowLink>
              <span className="block truncate text-[13px] text-ink-3">{person.email}</span>
            </span>
            <span className="flex gap-1.5">
              {!person.is_active && <Badge tone="danger">{t("console.people.locked")}</Badge>}
              <Badge>{t(`role.${person.role}`)}</Badge>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Events({ detail }: { detail: CompanyDetail }) {
  const { t } = useTranslation();
  return (
    <Card title={t("console.companies.events")} text={t("console.companies.eventsText")}>
      {detail.events.length === 0 && <p className="text-sm text-ink-2">{t("console.companies.noEvents")}</p>}
      <ul className="flex flex-col divide-y text-sm">
        {detail.events.map((event) => (
          <li key={event.id} className="flex flex-wrap justify-between gap-x-3 py-1.5">
            <code className="text-[13px]">{event.name}</code>
            <span className="text-[13px] text-ink-3">
              <When at={event.at} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** The last thirty days, those on which nothing happened too. */
function lastDays(days: CompanyDetail["days"]): Bar[] {
  const told = new Map(days.map((day) => [day.day, day.messages]));
  return Array.from({ length: SHOWN_DAYS }, (_, index) => {
    const at = new Date(Date.now() - (SHOWN_DAYS - 1 - index) * DAY_MS).toISOString().slice(0, 10);
    return { day: at, value: told.get(at) ?? 0 };
  });
}

/** Why nobody gets in, and when it is too late to change that. */
function Closed({ detail }: { detail: CompanyDetail }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (detail.company.state === "active") return null;
  return (
    <p role="status" className="mb-4 rounded-2xl bg-honey-soft px-4 py-3 text-sm text-honey">
      {t("console.life.closed", { reason: detail.state_reason || "—" })}
      {detail.purge_at && (
        <span className="block">{t("console.life.purge", { day: dayOnly(detail.purge_at, language) })}</span>
      )}
    </p>
  );
}

/** One business: who works there, what it pays and uses, what is broken, what was done to it. */
export function CompanyPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const write = useNumber();
  const { data, error, refetch } = useQuery(companyQuery(id));
  if (error && !data) {
    return (
      <>
        <Back page="companies" />
        <Failed error={error} onRetry={() => refetch()} />
      </>
    );
  }
  if (!data) return <Bones rows={4} className="h-32 rounded-3xl" />;
  const { company } = data;
  return (
    <>
      <Back page="companies" />
      <ConsoleTitle
        title={company.name}
        text={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Health health={company.health} />
            <a
              href={company.url}
              target="_blank"
              rel="noreferrer"
              className="inline-flex items-center gap-1 text-primary underline-offset-4 hover:underline"
            >
              {company.slug}
              <ExternalLink aria-hidden="true" className="size-3.5" />
            </a>
            <span>
              {t("console.companies.active")} <When at={company.last_active_at} />
            </span>
          </span>
        }
        action={
          <div className="flex flex-wrap gap-2">
            {company.state === "active" && <CompanyTools id={company.id} slug={company.slug} />}
            <CompanyPowers detail={data} />
          </div>
        }
      />
      <Closed detail={data} />
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <Plan detail={data} />
        <Usage detail={data} />
        <Card>
          <Bars title={t("console.companies.days")} bars={lastDays(data.days)} write={write} />
        </Card>
        <People detail={data} />
        <Card
          title={t("console.companies.channels", { count: data.channels.length })}
          action={
            <ListLink page="intake" search={{ state: "done", q: company.slug }}>
              {t("console.companies.webhooks")}
            </ListLink>
          }
        >
          {data.channels.length === 0 && (
            <p className="text-sm text-ink-2">{t("console.companies.noChannels")}</p>
          )}
          <ul className="flex flex-col divide-y">
            {data.channels.map((channel) => (
              <ChannelRow key={channel.id} channel={channel} />
            ))}
          </ul>
        </Card>
        <Domains detail={data} />
        <Card
          title={t("console.people.trail")}
          action={
            <ListLink page="audit" search={{ target: company.id }}>
              {t("console.trail.whole")}
            </ListLink>
          }
        >
          <Lines lines={data.trail} />
        </Card>
        <Archives detail={data} />
        <Events detail={data} />
      </div>
    </>
  );
}
