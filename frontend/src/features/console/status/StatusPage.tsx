import { useQuery } from "@tanstack/react-query";
import { CircleCheck, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { fileSize } from "@/shared/lib/bytes";
import { Badge } from "@/shared/ui/Badge";
import { Card } from "@/shared/ui/Card";
import { Bones, Failed } from "@/shared/ui/States";
import { type Status, statusQuery, useLiveHouse } from "../running";
import { ConsoleTitle } from "../shell/ConsoleTitle";
import { Facts, Tile, useNumber, When } from "../shell/Facts";
import { type Column, Table } from "../shell/Table";

type Process = Status["processes"][number];
type Queue = Status["queues"][number];
type MigrationRun = NonNullable<NonNullable<Status["schemas"]>["last_run"]>;

/** How the house is right now; the socket keeps it so. */
export function StatusPage() {
  const { t } = useTranslation();
  useLiveHouse();
  const { data: status, error, refetch } = useQuery(statusQuery);
  if (error && !status) return <Failed error={error} onRetry={() => refetch()} />;
  if (!status) return <Bones rows={4} className="h-32 rounded-3xl" />;
  return (
    <>
      <ConsoleTitle
        title={t("console.pages.status")}
        text={
          <>
            {t("consoleStatus.asOf")} <When at={status.at} />
          </>
        }
      />
      <div className="flex flex-col gap-5">
        <Troubles codes={status.troubles} />
        <Lags status={status} />
        <div className="grid gap-5 lg:grid-cols-2 [&>*]:min-w-0">
          <Processes processes={status.processes} />
          <Queues queues={status.queues} />
        </div>
        <div className="grid gap-5 lg:grid-cols-2 [&>*]:min-w-0">
          <Stores status={status} />
          <House status={status} />
        </div>
      </div>
    </>
  );
}

function Troubles({ codes }: { codes: readonly string[] }) {
  const { t } = useTranslation();
  if (codes.length === 0) {
    return (
      <p
        role="status"
        className="flex items-center gap-2 rounded-2xl bg-sage-soft px-4 py-3 text-sm font-medium text-sage"
      >
        <CircleCheck aria-hidden="true" className="size-5 shrink-0" />
        {t("consoleStatus.well")}
      </p>
    );
  }
  return (
    <ul aria-label={t("consoleStatus.troubles")} className="flex flex-col gap-2">
      {codes.map((code) => (
        <li
          key={code}
          className="flex items-start gap-2 rounded-2xl bg-danger-soft px-4 py-3 text-sm text-danger"
        >
          <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          {t(`consoleStatus.trouble.${code}`, { defaultValue: code })}
        </li>
      ))}
    </ul>
  );
}

function Lags({ status: { intake, facts } }: { status: Status }) {
  const { t } = useTranslation();
  const write = useNumber();
  const lag = (seconds: number | undefined) =>
    seconds === undefined
      ? "—"
      : t("consoleStatus.seconds", { seconds: write(Math.round(seconds * 10) / 10) });
  const count = (number: number | undefined) => (number === undefined ? "—" : write(number));
  return (
    <div className="grid grid-cols-2 gap-3 md:grid-cols-3 xl:grid-cols-6">
      <Tile name={t("consoleStatus.drainLag")} value={lag(intake?.lag_s)} />
      <Tile name={t("consoleStatus.relayLag")} value={lag(facts?.lag_s)} />
      <Tile
        name={t("consoleStatus.waiting")}
        value={count(intake ? intake.waiting + intake.retrying : undefined)}
      />
      <Tile name={t("consoleStatus.failed")} value={count(intake?.failed)} />
      <Tile name={t("consoleStatus.unrouted")} value={count(intake?.unrouted)} />
      <Tile name={t("consoleStatus.parked")} value={count(facts?.parked)} />
    </div>
  );
}

function Processes({ processes }: { processes: readonly Process[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const columns: Column<Process>[] = [
    {
      name: "role",
      title: t("consoleStatus.process"),
      cell: (row) => (
        <div>
          <p className="font-medium">{row.role}</p>
          <p className="text-[13px] text-ink-3">
            {row.host}:{row.pid}
          </p>
        </div>
      ),
    },
    {
      name: "alive",
      title: t("consoleStatus.state"),
      cell: (row) => (
        <Badge tone={row.is_alive ? "sage" : "danger"}>
          {t(row.is_alive ? "consoleStatus.alive" : "consoleStatus.gone")}
        </Badge>
      ),
    },
    {
      name: "since",
      title: t("consoleStatus.since"),
      isWide: true,
      cell: (row) => <When at={new Date(row.started_at * 1000).toISOString()} />,
    },
    {
      name: "memory",
      title: t("consoleStatus.memory"),
      isNumber: true,
      cell: (row) => <span className="whitespace-nowrap">{fileSize(row.memory_bytes, language)}</span>,
    },
  ];
  return (
    <section>
      <h2 className="mb-2 font-semibold">{t("consoleStatus.processes")}</h2>
      <Table
        label={t("consoleStatus.processes")}
        columns={columns}
        rows={processes}
        keyOf={(row) => `${row.host}:${row.pid}`}
      />
    </section>
  );
}

function Queues({ queues }: { queues: readonly Queue[] }) {
  const { t } = useTranslation();
  const write = useNumber();
  const columns: Column<Queue>[] = [
    { name: "name", title: t("consoleStatus.queue"), cell: (row) => row.name },
    { name: "depth", title: t("consoleStatus.depth"), isNumber: true, cell: (row) => write(row.depth) },
    {
      name: "served",
      title: t("consoleStatus.state"),
      cell: (row) => (
        <Badge tone={row.is_served ? "sage" : "danger"}>
          {t(row.is_served ? "consoleStatus.served" : "consoleStatus.unserved")}
        </Badge>
      ),
    },
  ];
  return (
    <section>
      <h2 className="mb-2 font-semibold">{t("consoleStatus.queues")}</h2>
      <Table label={t("consoleStatus.queues")} columns={columns} rows={queues} keyOf={(row) => row.name} />
    </section>
  );
}

function Stores({ status: { database, valkey } }: { status: Status }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const write = useNumber();
  return (
    <Card title={t("consoleStatus.stores")}>
      <Facts
        rows={[
          ["PostgreSQL", database?.version ?? t("consoleStatus.away")],
          ...(database
            ? ([
                [t("consoleStatus.databaseSize"), fileSize(database.size_bytes, language)],
                [
                  t("consoleStatus.connections"),
                  t("console.of", {
                    used: write(database.connections),
                    limit: write(database.max_connections),
                  }),
                ],
                [
                  t("consoleStatus.longest"),
                  t("consoleStatus.seconds", { seconds: write(Math.round(database.longest_transaction_s)) }),
                ],
              ] as const)
            : []),
          ["Valkey", valkey?.version ?? t("consoleStatus.away")],
          ...(valkey
            ? ([
                [t("consoleStatus.memory"), fileSize(valkey.memory_bytes, language)],
                [t("consoleStatus.clients"), write(valkey.clients)],
              ] as const)
            : []),
        ]}
      />
    </Card>
  );
}

/** How far the last run of the workspaces' migrations came, and which ones it could not bring along. */
function LastRun({ run }: { run: MigrationRun }) {
  const { t } = useTranslation();
  const write = useNumber();
  return (
    <>
      {t(run.ended_at ? "consoleStatus.runEnded" : "consoleStatus.runGoesOn", {
        done: write(run.done),
        total: write(run.total),
      })}{" "}
      <When at={run.ended_at ?? run.started_at} />
      {run.failed.map((one) => (
        <span key={one.slug} className="block break-words text-danger">
          {one.slug}: {one.error}
        </span>
      ))}
    </>
  );
}

function House({ status: { schemas, disk, versions } }: { status: Status }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const write = useNumber();
  const run = schemas?.last_run;
  const lastRun = run ? [[t("consoleStatus.lastRun"), <LastRun key="run" run={run} />] as const] : [];
  return (
    <Card title={t("consoleStatus.house")}>
      <Facts
        rows={[
          ["Parlor", versions.parlor],
          ["Python · Django", `${versions.python} · ${versions.django}`],
          [
            t("consoleStatus.disk"),
            t("consoleStatus.free", {
              free: fileSize(disk.free_bytes, language),
              total: fileSize(disk.total_bytes, language),
            }),
          ],
          ...(schemas
            ? ([
                [t("consoleStatus.tenants"), write(schemas.tenants)],
                [t("consoleStatus.pool"), write(schemas.pool)],
                [
                  t("consoleStatus.migrations"),
                  schemas.public_is_current && schemas.behind_count === 0
                    ? t("consoleStatus.current")
                    : t("consoleStatus.behind", {
                        count: schemas.behind_count,
                        names: schemas.behind.join(", "),
                      }),
                ],
                ...lastRun,
              ] as const)
            : []),
        ]}
      />
    </Card>
  );
}
