import { useQuery } from "@tanstack/react-query";
import { CheckCheck, RotateCcw } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/Button";
import { Bones, Empty, Failed } from "@/shared/ui/States";
import { type ParkedWork, replayWork, workQuery } from "../running";
import { When } from "../shell/Facts";
import { type Column, Table } from "../shell/Table";
import { useAct } from "../shell/useAct";
import { useReplayed } from "./useReplayed";

/** Work that followed from a fact and was given up: who failed, at what, why. */
export function WorkList() {
  const { t } = useTranslation();
  const { data: rows, error, refetch } = useQuery(workQuery);
  const { mutate, isPending } = useAct(replayWork, undefined, useReplayed());
  const columns: Column<ParkedWork>[] = [
    {
      name: "consumer",
      title: t("consoleIntake.consumer"),
      cell: (row) => (
        <div className="min-w-40">
          <code className="text-[13px] break-all">{row.consumer}</code>
          <p className="text-[13px] text-ink-3">{row.facts.join(", ")}</p>
        </div>
      ),
    },
    {
      name: "reason",
      title: t("consoleIntake.reason"),
      cell: (row) => <span className="line-clamp-3 min-w-40 break-words">{row.reason || "—"}</span>,
    },
    {
      name: "company",
      title: t("console.columns.company"),
      isWide: true,
      cell: (row) => row.company?.name ?? "—",
    },
    { name: "at", title: t("consoleIntake.lastTry"), isWide: true, cell: (row) => <When at={row.due_at} /> },
    {
      name: "replay",
      title: t("consoleIntake.replay"),
      cell: (row) => (
        <Button size="sm" disabled={isPending} onClick={() => mutate([row.id])}>
          <RotateCcw aria-hidden="true" className="size-4" />
          {t("consoleIntake.replay")}
        </Button>
      ),
    },
  ];
  if (error && !rows) return <Failed error={error} onRetry={() => refetch()} />;
  if (!rows) return <Bones rows={4} className="h-14 rounded-2xl" />;
  if (rows.length === 0) return <Empty picture={<CheckCheck />} title={t("consoleIntake.empty.work")} />;
  return (
    <>
      <div className="mb-3 flex justify-end">
        <Button isBusy={isPending} onClick={() => mutate(undefined)}>
          {t("consoleIntake.replayAll")}
        </Button>
      </div>
      <Table
        label={t("consoleIntake.stages.work")}
        columns={columns}
        rows={rows}
        keyOf={(row) => String(row.id)}
      />
    </>
  );
}
