import { useQuery } from "@tanstack/react-query";
import { Footprints } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { Bones, Empty, Failed } from "@/shared/ui/States";
import { endVisit, useLiveHouse, type Visit, visitsQuery } from "../running";
import { ConsoleTitle } from "../shell/ConsoleTitle";
import { useNumber, When } from "../shell/Facts";
import { type Column, RowLink, Table } from "../shell/Table";
import { useAct } from "../shell/useAct";

function State({ visit }: { visit: Visit }) {
  const { t } = useTranslation();
  const { mutate, isPending } = useAct(endVisit, t("consoleVisits.endedNow"));
  if (!visit.is_open) return <Badge>{t(`consoleVisits.ended.${visit.ended_how || "time_over"}`)}</Badge>;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Badge tone="coral">{t("consoleVisits.open")}</Badge>
      <Button size="sm" look="danger" isBusy={isPending} onClick={() => mutate(visit.id)}>
        {t("consoleVisits.end")}
      </Button>
    </div>
  );
}

function Seen({ visit }: { visit: Visit }) {
  const { t } = useTranslation();
  const write = useNumber();
  const told = t("consoleVisits.seenCount", {
    seen: write(visit.seen.length),
    written: write(visit.written),
    refused: write(visit.refused),
  });
  if (visit.seen.length === 0) return <span>{told}</span>;
  return (
    <details>
      <summary className="cursor-pointer pointer-coarse:min-h-11">{told}</summary>
      <ul className="mt-1 max-h-48 overflow-y-auto text-[13px] break-all text-ink-2">
        {visit.seen.map((path) => (
          <li key={path}>{path}</li>
        ))}
      </ul>
    </details>
  );
}

/** Who looked into which workspace through whose eyes, why, and what they saw; open visits end from here. */
export function VisitsPage() {
  const { t } = useTranslation();
  useLiveHouse();
  const { data: visits, error, refetch } = useQuery(visitsQuery);
  const columns: Column<Visit>[] = [
    {
      name: "company",
      title: t("console.columns.company"),
      cell: (visit) => (
        <div className="min-w-32">
          <RowLink page="companies" id={visit.company.id}>
            {visit.company.name || t("consoleVisits.gone")}
          </RowLink>
          <p className="text-[13px] text-ink-3">
            {t("consoleVisits.through", { operator: visit.operator, member: visit.member })}
          </p>
        </div>
      ),
    },
    {
      name: "reason",
      title: t("consoleVisits.reason"),
      cell: (visit) => <span className="block min-w-40 break-words">{visit.reason}</span>,
    },
    { name: "state", title: t("consoleVisits.state"), cell: (visit) => <State visit={visit} /> },
    {
      name: "from",
      title: t("consoleVisits.began"),
      isWide: true,
      cell: (visit) => <When at={visit.created_at} />,
    },
    { name: "seen", title: t("consoleVisits.seen"), isWide: true, cell: (visit) => <Seen visit={visit} /> },
  ];
  return (
    <>
      <ConsoleTitle title={t("console.pages.visits")} text={t("consoleVisits.text")} />
      {error && !visits && <Failed error={error} onRetry={() => refetch()} />}
      {!visits && !error && <Bones rows={4} className="h-14 rounded-2xl" />}
      {visits?.length === 0 && (
        <Empty picture={<Footprints />} title={t("consoleVisits.none")} text={t("consoleVisits.noneText")} />
      )}
      {visits && visits.length > 0 && (
        <Table
          label={t("console.pages.visits")}
          columns={columns}
          rows={visits}
          keyOf={(visit) => visit.id}
        />
      )}
    </>
  );
}
