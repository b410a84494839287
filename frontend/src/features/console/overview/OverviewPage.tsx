import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CircleCheckBig } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { Card } from "@/shared/ui/Card";
import { ChannelIcon } from "@/shared/ui/ChannelIcon";
import { Bones, Failed } from "@/shared/ui/States";
import { dashboardQuery } from "../api";
import { ConsoleTitle } from "../shell/ConsoleTitle";
import { Change, Tile, useNumber, When } from "../shell/Facts";
import { RowLink, Table } from "../shell/Table";
import { useMoneyText } from "./useMoneyText";

/** The platform at a glance: what came, what earns, what waits, what is broken. */
export function OverviewPage() {
  const { t } = useTranslation();
  const write = useNumber();
  const language = useLanguage();
  const money = useMoneyText();
  const { data, error, refetch } = useQuery(dashboardQuery);
  const title = <ConsoleTitle title={t("console.pages.overview")} />;
  if (error && !data) return <Failed error={error} onRetry={() => refetch()} />;
  if (!data) {
    return (
      <>
        {title}
        <Bones rows={4} className="h-24 rounded-2xl" />
      </>
    );
  }
  const { companies, people, messages, plans, failing, intake, waiting } = data;
  const mrr = plans.reduce((sum, plan) => sum + Number(plan.mrr), 0);
  const age = new Intl.NumberFormat(language, { style: "unit", unit: "second", unitDisplay: "short" });
  return (
    <>
      <ConsoleTitle
        title={t("console.pages.overview")}
        text={
          <>
            {t("console.overview.counted")} <When at={data.counted_at} />
          </>
        }
      />
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        <Tile
          name={t("console.overview.companies")}
          value={write(companies.total)}
          note={t("console.overview.active", { count: companies.active })}
        />
        <Tile
          name={t("console.overview.signups")}
          value={write(companies.new_week)}
          note={<Change now={companies.new_week} before={companies.new_week_before} />}
        />
        <Tile
          name={t("console.overview.messages")}
          value={write(messages.week)}
          note={<Change now={messages.week} before={messages.week_before} />}
        />
        <Tile
          name={t("console.overview.people")}
          value={write(people.active_week)}
          note={t("console.overview.ofPeople", { count: people.total })}
        />
      </div>
      <div className="mt-4 grid items-start gap-4 xl:grid-cols-2">
        <Card title={t("console.overview.revenue", { sum: money(mrr * 100) })}>
          <Table
            label={t("console.pages.plans")}
            rows={plans}
            keyOf={(plan) => plan.code}
            columns={[
              { name: "plan", title: t("console.columns.plan"), cell: (plan) => plan.name },
              {
                name: "companies",
                title: t("console.columns.companies"),
                isNumber: true,
                cell: (plan) => write(plan.companies),
              },
              {
                name: "paying",
                title: t("console.columns.paying"),
                isNumber: true,
                cell: (plan) => write(plan.paying),
              },
              {
                name: "mrr",
                title: t("console.columns.mrr"),
                isNumber: true,
                cell: (plan) => money(Number(plan.mrr) * 100, plan.currency),
              },
            ]}
          />
        </Card>
        <div className="flex flex-col gap-4">
          <Card title={t("console.overview.waiting")}>
            <ul className="flex flex-col gap-2 text-sm">
              <li>
                <Link to="/console/$page" params={{ page: "requests" }} className="text-primary underline">
                  {t("console.overview.requests", { count: waiting.plan_requests })}
                </Link>
              </li>
              <li>
                <Link
                  to="/console/$page"
                  params={{ page: "channels" }}
                  search={{ state: "pending" }}
                  className="text-primary underline"
                >
                  {t("console.overview.channels", { count: waiting.channels })}
                </Link>
              </li>
              <li>
                {t("console.overview.intake", {
                  waiting: write(intake.waiting),
                  failed: write(intake.failed),
                  unrouted: write(intake.unrouted),
                  age: age.format(intake.oldest_s),
                })}
              </li>
              {companies.suspended > 0 && (
                <li>
                  <Link
                    to="/console/$page"
                    params={{ page: "companies" }}
                    search={{ health: "closed" }}
                    className="text-primary underline"
                  >
                    {t("console.overview.suspended", { count: companies.suspended })}
                  </Link>
                </li>
              )}
            </ul>
          </Card>
          <Card title={t("console.overview.failing", { count: failing.total })}>
            {failing.channels.length === 0 ? (
              <p className="flex items-center gap-2 text-sm text-sage">
                <CircleCheckBig aria-hidden="true" className="size-4" />
                {t("console.overview.noneFailing")}
              </p>
            ) : (
              <ul className="flex flex-col gap-3 text-sm">
                {failing.channels.map((channel) => (
                  <li key={channel.id} className="flex min-w-0 items-start gap-2.5">
                    <ChannelIcon kind={channel.kind} className="mt-0.5 size-4" />
                    <div className="min-w-0">
                      <RowLink page="companies" id={channel.company}>
                        {channel.company_name}
                      </RowLink>{" "}
                      · {channel.name}
                      <p className="break-words text-ink-2">{channel.last_error}</p>
                    </div>
                  </li>
                ))}
              </ul>
            )}
          </Card>
        </div>
      </div>
    </>
  );
}
