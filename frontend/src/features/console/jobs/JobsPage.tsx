import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Play } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { Bones, Failed } from "@/shared/ui/States";
import { type Job, type JobRun, jobQuery, jobsQuery, runJob, useLiveHouse } from "../running";
import { Back } from "../shell/Back";
import { ConsoleTitle } from "../shell/ConsoleTitle";
import { useNumber, When } from "../shell/Facts";
import { type Column, RowLink, Table } from "../shell/Table";
import { useAct } from "../shell/useAct";

const TONES = { running: "primary", done: "sage", failed: "danger", skipped: "neutral" } as const;

function Outcome({ run }: { run: JobRun | null }) {
  const { t } = useTranslation();
  if (!run) return <Badge>{t("console.never")}</Badge>;
  return <Badge tone={TONES[run.outcome]}>{t(`consoleJobs.outcomes.${run.outcome}`)}</Badge>;
}

function Every({ seconds }: { seconds: number }) {
  const { t } = useTranslation();
  const minutes = Math.round(seconds / 60);
  if (minutes % 1440 === 0) return <>{t("consoleJobs.everyDays", { count: minutes / 1440 })}</>;
  if (minutes % 60 === 0) return <>{t("consoleJobs.everyHours", { count: minutes / 60 })}</>;
  return <>{t("consoleJobs.everyMinutes", { count: minutes })}</>;
}

function RunNow({ name }: { name: string }) {
  const { t } = useTranslation();
  const { mutate, isPending } = useAct(runJob, t("consoleJobs.started"));
  return (
    <Button size="sm" className="whitespace-nowrap" isBusy={isPending} onClick={() => mutate(name)}>
      <Play aria-hidden="true" className="size-4" />
      {t("consoleJobs.run")}
    </Button>
  );
}

/** What runs by the clock, how it went, and running it now. */
export function JobsPage() {
  const { id } = useParams({ strict: false });
  useLiveHouse();
  return id ? <OneJob key={id} name={id} /> : <AllJobs />;
}

function AllJobs() {
  const { t } = useTranslation();
  const write = useNumber();
  const { data: jobs, error, refetch } = useQuery(jobsQuery);
  if (error && !jobs) return <Failed error={error} onRetry={() => refetch()} />;
  if (!jobs) return <Bones rows={6} className="h-14 rounded-2xl" />;
  const columns: Column<Job>[] = [
    {
      name: "name",
      title: t("consoleJobs.job"),
      cell: (job) => (
        <div className="min-w-44">
          <RowLink page="jobs" id={job.name}>
            {t(`consoleJobs.names.${job.name}`, { defaultValue: job.name })}
          </RowLink>
          <p className="text-[13px] text-ink-3 max-md:hidden">
            {t(`consoleJobs.abouts.${job.name}`, { defaultValue: job.about })}
          </p>
        </div>
      ),
    },
    {
      name: "every",
      title: t("consoleJobs.every"),
      isWide: true,
      cell: (job) => <Every seconds={job.every_s} />,
    },
    { name: "last", title: t("consoleJobs.last"), cell: (job) => <Outcome run={job.last} /> },
    {
      name: "at",
      title: t("consoleJobs.at"),
      isWide: true,
      cell: (job) => <When at={job.last?.started_at} />,
    },
    {
      name: "failures",
      title: t("consoleJobs.failures"),
      isNumber: true,
      isWide: true,
      cell: (job) => (
        <span className={job.failures > 0 ? "text-danger" : undefined}>{write(job.failures)}</span>
      ),
    },
    { name: "run", title: t("consoleJobs.run"), isWide: true, cell: (job) => <RunNow name={job.name} /> },
  ];
  return (
    <>
      <ConsoleTitle title={t("console.pages.jobs")} text={t("consoleJobs.text")} />
      <Table label={t("console.pages.jobs")} columns={columns} rows={jobs} keyOf={(job) => job.name} />
    </>
  );
}

function OneJob({ name }: { name: string }) {
  const { t } = useTranslation();
  const write = useNumber();
  const { data: job, error, refetch } = useQuery(jobQuery(name));
  if (error && !job) return <Failed error={error} onRetry={() => refetch()} />;
  if (!job) return <Bones rows={4} className="h-14 rounded-2xl" />;
  const columns: Column<JobRun>[] = [
    { name: "at", title: t("consoleJobs.at"), cell: (run) => <When at={run.started_at} /> },
    { name: "outcome", title: t("consoleJobs.last"), cell: (run) => <Outcome run={run} /> },
    {
      name: "told",
      title: t("consoleJobs.told"),
      cell: (run) => (
        <span className="block min-w-40 break-words">
          {run.error ||
            Object.entries(run.counts)
              .map(([what, count]) => `${what}: ${write(count)}`)
              .join(" · ") ||
            "—"}
        </span>
      ),
    },
    {
      name: "by",
      title: t("consoleJobs.by"),
      isWide: true,
      cell: (run) => run.by || t("consoleJobs.clock"),
    },
    {
      name: "ms",
      title: t("consoleJobs.took"),
      isNumber: true,
      isWide: true,
      cell: (run) => (run.duration_ms === null ? "—" : t("consoleJobs.ms", { ms: write(run.duration_ms) })),
    },
  ];
  return (
    <>
      <Back page="jobs" />
      <ConsoleTitle
        title={t(`consoleJobs.names.${job.name}`, { defaultValue: job.name })}
        text={t(`consoleJobs.abouts.${job.name}`, { defaultValue: job.about })}
        action={<RunNow name={job.name} />}
      />
      {job.runs.length === 0 ? (
        <p className="text-sm text-ink-2">{t("consoleJobs.noRuns")}</p>
      ) : (
        <Table label={t("consoleJobs.runs")} columns={columns} rows={job.runs} keyOf={(run) => run.id} />
      )}
    </>
  );
}
