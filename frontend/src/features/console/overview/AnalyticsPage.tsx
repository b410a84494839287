import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Card } from "@/shared/ui/Card";
import { channelName } from "@/shared/ui/ChannelIcon";
import { TextField } from "@/shared/ui/Field";
import { Segmented } from "@/shared/ui/Segmented";
import { Bones, Failed } from "@/shared/ui/States";
import { courseQuery } from "../api";
import { Bars } from "../shell/Bars";
import { ConsoleTitle } from "../shell/ConsoleTitle";
import { Change, Facts, Tile, useNumber } from "../shell/Facts";
import { RowLink } from "../shell/Table";
import { useFilters } from "../shell/useFilters";
import { useMoneyText } from "./useMoneyText";

const LENGTHS = ["7", "30", "90", "365"] as const;
const CHARTS = ["signups", "active", "messages", "conversations"] as const;
const DAY_MS = 86_400_000;

function daysAgo(days: number): string {
  return new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
}

/** The platform's course over days, beside as many days before. */
export function AnalyticsPage() {
  const { t } = useTranslation();
  const write = useNumber();
  const money = useMoneyText();
  const { filters, set } = useFilters();
  const { data, error, refetch } = useQuery({
    ...courseQuery(filters.from, filters.to),
    placeholderData: keepPreviousData,
  });
  const from = filters.from ?? daysAgo(29);
  const to = filters.to ?? daysAgo(0);
  const length = String(Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1);
  return (
    <>
      <ConsoleTitle title={t("console.pages.analytics")} />
      <div className="mb-4 flex flex-wrap items-end gap-3">
        <Segmented
          label={t("console.analytics.period")}
          value={LENGTHS.find((one) => one === length && to === daysAgo(0)) ?? ("" as "7")}
          options={LENGTHS.map((days) => ({
            value: days,
            label: t("console.analytics.days", { count: Number(days) }),
          }))}
          onChange={(days) => set({ from: daysAgo(Number(days) - 1), to: daysAgo(0) })}
        />
        <TextField
          label={t("console.filters.from")}
          type="date"
          max={to}
          value={from}
          onChange={(event) => event.target.value && set({ from: event.target.value, to })}
        />
        <TextField
          label={t("console.filters.to")}
          type="date"
          min={from}
          value={to}
          onChange={(event) => event.target.value && set({ from, to: event.target.value })}
        />
      </div>
      {error && !data && <Failed error={error} onRetry={() => refetch()} />}
      {!data && !error && <Bones rows={3} className="h-48 rounded-3xl" />}
      {data && (
        <>
          <div className="mb-4 grid grid-cols-2 gap-3 lg:grid-cols-4">
            {(["signups", "messages", "conversations"] as const).map((name) => (
              <Tile
                key={name}
                name={t(`console.analytics.${name}`)}
                value={write(data.now[name])}
                note={<Change now={data.now[name]} before={data.before[name]} />}
              />
            ))}
            <Tile
              name={t("console.analytics.taken")}
              value={money(data.now.taken)}
              note={<Change now={data.now.taken} before={data.before.taken} />}
            />
          </div>
          <div className="grid gap-4 lg:grid-cols-2">
            {CHARTS.map((name) => (
              <Card key={name}>
                <Bars
                  title={t(`console.analytics.${name}`)}
                  bars={data.days.map((day) => ({ day: day.day, value: day[name] }))}
                  write={write}
                />
              </Card>
            ))}
            <Card>
              <Bars
                title={t("console.analytics.taken")}
                bars={data.days.map((day) => ({ day: day.day, value: day.taken }))}
                write={(minor) => money(minor)}
              />
            </Card>
            <Card title={t("console.analytics.busiest")}>
              {data.busiest.length === 0 && (
                <p className="text-sm text-ink-2">{t("console.analytics.quiet")}</p>
              )}
              <ol className="flex flex-col gap-1.5 text-sm">
                {data.busiest.map((company) => (
                  <li key={company.id} className="flex justify-between gap-3">
                    <RowLink page="companies" id={company.id}>
                      {company.name}
                    </RowLink>
                    <span className="tabular-nums">{write(company.messages)}</span>
                  </li>
                ))}
              </ol>
            </Card>
            <Card title={t("console.analytics.kinds")}>
              <Facts
                rows={data.channels.map((row) => [channelName(row.kind), write(row.channels)] as const)}
              />
            </Card>
            <Card title={t("console.analytics.languages")}>
              <Facts
                rows={data.languages.map(
                  (row) => [row.language.toUpperCase(), write(row.companies)] as const,
                )}
              />
            </Card>
          </div>
        </>
      )}
    </>
  );
}
