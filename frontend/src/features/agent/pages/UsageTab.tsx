import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Language, useLanguage } from "@/shared/i18n";
import { dayOnly } from "@/shared/lib/dates";
import { useAbilities } from "@/shared/session";
import { Badge } from "@/shared/ui/Badge";
import { Card } from "@/shared/ui/Card";
import { Segmented } from "@/shared/ui/Segmented";
import { Bones, Failed } from "@/shared/ui/States";
import { type Usage, usageQuery } from "../insight";

type Figure = "calls" | "cost" | "tokens";
type Used = Omit<Usage["days"][number], "day">;

const day = (before: number) => new Date(Date.now() - before * 86_400_000).toISOString().slice(0, 10);
const figureOf = (row: Used, figure: Figure) =>
  figure === "tokens" ? row.prompt_tokens + row.completion_tokens : (row[figure] ?? 0);
const shownAs = (value: number, figure: Figure, language: Language) =>
  new Intl.NumberFormat(
    language,
    figure === "cost" ? { style: "currency", currency: "USD", maximumFractionDigits: 4 } : {},
  ).format(value);

/** A bar for each day; each says its figure, so that it can be read without seeing it. */
function Bars({ days, figure }: { days: Usage["days"]; figure: Figure }) {
  const language = useLanguage();
  const most = Math.max(...days.map((one) => figureOf(one, figure)), 0);
  return (
    <ol className="flex h-44 items-end gap-px md:gap-1">
      {days.map((one) => {
        const value = figureOf(one, figure);
        const text = `${dayOnly(one.day, language)}: ${shownAs(value, figure, language)}`;
        return (
          <li key={one.day} title={text} className="flex h-full flex-1 items-end">
            <span className="sr-only">{text}</span>
            <span
              aria-hidden="true"
              className={value > 0 ? "w-full rounded-t bg-primary" : "h-px w-full bg-line-strong"}
              style={value > 0 ? { height: `${Math.max((value / most) * 100, 2)}%` } : undefined}
            />
          </li>
        );
      })}
    </ol>
  );
}

function Table({ title, rows }: { title: string; rows: readonly (Used & { name: string })[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Card title={title}>
      {rows.length === 0 && <p className="text-sm text-ink-3">{t("usage.none")}</p>}
      {rows.length > 0 && (
        <div className="overflow-x-auto">
          <table className="w-full text-sm tabular-nums">
            <thead className="text-left text-[13px] text-ink-3">
              <tr>
                <th scope="col" className="py-1 font-medium">
                  {t("usage.name")}
                </th>
                {(["calls", "failed", "tokens", "time", "cost"] as const).map((name) => (
                  <th key={name} scope="col" className="py-1 pl-3 text-right font-medium">
                    {t(`usage.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.name} className="border-t">
                  <th scope="row" className="py-2 text-left font-medium">
                    {row.name}
                  </th>
                  <td className="py-2 pl-3 text-right">{row.calls}</td>
                  <td className="py-2 pl-3 text-right">{row.failed}</td>
                  <td className="py-2 pl-3 text-right">
                    {shownAs(figureOf(row, "tokens"), "tokens", language)}
                  </td>
                  <td className="py-2 pl-3 text-right whitespace-nowrap">
                    {t("trace.ms", { value: row.ms_p50 })}
                  </td>
                  <td className="py-2 pl-3 text-right">
                    {row.cost === null ? "–" : shownAs(row.cost, "cost", language)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}

function Month({ month }: { month: Usage["month"] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const limit = month.hard ?? month.soft;
  const tone = { ok: "sage", soft: "honey", hard: "danger" } as const;
  return (
    <Card
      title={t("usage.month")}
      action={<Badge tone={tone[month.state]}>{t(`usage.state.${month.state}`)}</Badge>}
    >
      <p className="text-2xl font-semibold tabular-nums">
        {shownAs(month.spent, "cost", language)}
        {limit !== null && (
          <span className="text-base font-normal text-ink-3"> / {shownAs(limit, "cost", language)}</span>
        )}
      </p>
      {limit !== null && limit > 0 && (
        <div aria-hidden="true" className="mt-3 h-2 overflow-hidden rounded-full bg-sunken">
          <div
            className="h-full rounded-full bg-primary"
            style={{ width: `${Math.min((month.spent / limit) * 100, 100)}%` }}
          />
        </div>
      )}
    </Card>
  );
}

/** What the language model took and cost: by day, by what it was asked for, by model. */
export function UsageTab() {
  const { t } = useTranslation();
  const { canManage } = useAbilities("agent.manage");
  const [days, setDays] = useState<"7" | "30" | "90">("30");
  const [figure, setFigure] = useState<Figure>("calls");
  const { data, error, refetch } = useQuery({
    ...usageQuery(day(Number(days) - 1), day(0)),
    enabled: canManage,
  });
  if (!canManage) return <p className="text-sm text-ink-2">{t("usage.forManagers")}</p>;
  if (error && !data) return <Failed error={error} onRetry={() => refetch()} />;
  if (!data) return <Bones rows={3} className="h-40 rounded-3xl" />;
  return (
    <div className="flex max-w-4xl flex-col gap-6">
      <Month month={data.month} />
      <Card
        title={t("usage.byDay")}
        action={
          <div className="flex flex-wrap gap-2">
            <Segmented
              label={t("usage.figure")}
              value={figure}
              onChange={setFigure}
              options={(["calls", "tokens", "cost"] as const).map((value) => ({
                value,
                label: t(`usage.${value}`),
              }))}
            />
            <Segmented
              label={t("questions.span")}
              value={days}
              onChange={setDays}
              options={(["7", "30", "90"] as const).map((value) => ({
                value,
                label: t("questions.days", { count: Number(value) }),
              }))}
            />
          </div>
        }
      >
        <Bars days={data.days} figure={figure} />
      </Card>
      <Table
        title={t("usage.byFeature")}
        rows={data.features.map((row) => ({
          ...row,
          name: t(`usage.feature.${row.feature as "turn"}`, { defaultValue: row.feature }),
        }))}
      />
      <Table title={t("usage.byModel")} rows={data.models.map((row) => ({ ...row, name: row.model }))} />
    </div>
  );
}
