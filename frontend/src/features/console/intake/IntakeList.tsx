import { useInfiniteQuery } from "@tanstack/react-query";
import { CheckCheck, RotateCcw } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { fileSize } from "@/shared/lib/bytes";
import { Button } from "@/shared/ui/Button";
import { Confirm } from "@/shared/ui/Confirm";
import { SelectField } from "@/shared/ui/Field";
import { Bones, Empty, Failed } from "@/shared/ui/States";
import { CONSOLE } from "../api";
import {
  type IntakeFilter,
  type IntakeRow,
  type IntakeStage,
  intakePage,
  replayFound,
  replayRows,
} from "../running";
import { useNumber, When } from "../shell/Facts";
import { SearchBox } from "../shell/SearchBox";
import { type Column, RowLink, Table } from "../shell/Table";
import { useAct } from "../shell/useAct";
import { useFilters } from "../shell/useFilters";
import { platformName } from "./platformName";
import { useReplayed } from "./useReplayed";

const PLATFORMS = ["whatsapp", "messenger", "instagram", "telegram", "email", "webchat", "stripe"] as const;

function useColumns(
  chosen: ReadonlySet<string>,
  choose: (id: string, isChosen: boolean) => void,
  canReplay: boolean,
): Column<IntakeRow>[] {
  const { t } = useTranslation();
  const language = useLanguage();
  const checkbox: Column<IntakeRow> = {
    name: "choose",
    title: t("consoleIntake.choose"),
    cell: (row) => (
      <input
        type="checkbox"
        className="size-5 accent-primary"
        aria-label={t("consoleIntake.chooseRow", { account: row.account || platformName(row.platform) })}
        checked={chosen.has(row.id)}
        onChange={(event) => choose(row.id, event.target.checked)}
      />
    ),
  };
  return [
    ...(canReplay ? [checkbox] : []),
    {
      name: "at",
      title: t("consoleIntake.receivedAt"),
      cell: (row) => (
        <div className="min-w-32">
          <RowLink page="intake" id={row.id}>
            <When at={row.received_at} />
          </RowLink>
          <p className="text-[13px] break-all text-ink-3">
            {platformName(row.platform)} · {row.account || "—"}
          </p>
        </div>
      ),
    },
    {
      name: "company",
      title: t("console.columns.company"),
      isWide: true,
      cell: (row) => row.company?.name ?? t("consoleIntake.nobody"),
    },
    {
      name: "reason",
      title: t("consoleIntake.reason"),
      cell: (row) => <span className="line-clamp-2 min-w-40 break-words">{row.reason || "—"}</span>,
    },
    {
      name: "tries",
      title: t("consoleIntake.tries"),
      isNumber: true,
      isWide: true,
      cell: (row) => row.attempts,
    },
    {
      name: "size",
      title: t("consoleIntake.size"),
      isNumber: true,
      isWide: true,
      cell: (row) => <span className="whitespace-nowrap">{fileSize(row.size, language)}</span>,
    },
  ];
}

export function IntakeList({ stage }: { stage: IntakeStage }) {
  const { t } = useTranslation();
  const write = useNumber();
  const { filters, set } = useFilters();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [isAsking, setAsking] = useState(false);
  const filter: IntakeFilter = { state: stage, platform: filters.kind, q: filters.q };
  const found = useInfiniteQuery({
    queryKey: [...CONSOLE, "intake", "list", filter],
    queryFn: ({ pageParam }) => intakePage(filter, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.before || undefined,
    placeholderData: (before) => before,
  });
  const said = useReplayed();
  const done = (result: Parameters<typeof said>[0]) => {
    setChosen(new Set());
    setAsking(false);
    said(result);
  };
  const some = useAct(replayRows, undefined, done);
  const all = useAct(replayFound, undefined, done);
  const choose = (id: string, isChosen: boolean) =>
    setChosen((before) => {
      const after = new Set(before);
      if (isChosen) after.add(id);
      else after.delete(id);
      return after;
    });
  const canReplay = stage !== "done";
  const columns = useColumns(chosen, choose, canReplay);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = found;
  const rows = data?.pages.flatMap((page) => page.results) ?? [];
  const counts = data?.pages[0]?.counts[stage] ?? {};
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return (
    <>
      <div className="mb-4 flex flex-wrap items-end gap-2">
        <SearchBox
          label={t("consoleIntake.search")}
          value={filters.q ?? ""}
          onChange={(text) => set({ q: text || undefined })}
        />
        <SelectField
          label={t("consoleIntake.platform")}
          isLabelHidden
          value={filters.kind ?? ""}
          onChange={(event) => set({ kind: event.target.value || undefined })}
        >
          <option value="">{t("consoleIntake.anyPlatform")}</option>
          {PLATFORMS.map((name) => (
            <option key={name} value={name}>
              {counts[name] ? `${platformName(name)} (${write(counts[name])})` : platformName(name)}
            </option>
          ))}
        </SelectField>
        {canReplay && rows.length > 0 && (
          <div className="flex flex-wrap gap-2 md:ml-auto">
            <Button
              look="primary"
              disabled={chosen.size === 0}
              isBusy={some.isPending}
              onClick={() => some.mutate([...chosen])}
            >
              <RotateCcw aria-hidden="true" className="size-4" />
              {t("consoleIntake.replayChosen", { count: chosen.size })}
            </Button>
            <Button onClick={() => setAsking(true)}>{t("consoleIntake.replayAll")}</Button>
          </div>
        )}
      </div>
      {error && !data && <Failed error={error} onRetry={() => refetch()} />}
      {!data && !error && <Bones rows={5} className="h-14 rounded-2xl" />}
      {data && rows.length === 0 && (
        <Empty picture={<CheckCheck />} title={t(`consoleIntake.empty.${stage}`)} />
      )}
      {rows.length > 0 && (
        <>
          <p role="status" className="mb-2 text-[13px] text-ink-3">
            {t("console.shown", { shown: write(rows.length), count: Math.max(total, rows.length) })}
          </p>
          <Table label={t("console.pages.intake")} columns={columns} rows={rows} keyOf={(row) => row.id} />
        </>
      )}
      {hasNextPage && (
        <div className="mt-4 flex justify-center">
          <Button isBusy={isFetchingNextPage} onClick={() => fetchNextPage()}>
            {t("common.more")}
          </Button>
        </div>
      )}
      <Confirm
        isOpen={isAsking}
        title={t("consoleIntake.replayAll")}
        text={t("consoleIntake.replayAllText")}
        action={t("consoleIntake.replayAll")}
        isBusy={all.isPending}
        onConfirm={() => all.mutate(filter)}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
