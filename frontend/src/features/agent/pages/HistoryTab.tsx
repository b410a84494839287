import { useInfiniteQuery } from "@tanstack/react-query";
import { History, Search } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { flatten } from "@/shared/api/paging";
import { useDebounced } from "@/shared/lib/useDebounced";
import { SelectField, TextField } from "@/shared/ui/Field";
import { More } from "@/shared/ui/More";
import { Bones, Empty, Failed } from "@/shared/ui/States";
import { TurnRow } from "../components/TurnRow";
import { historyQuery, type Outcome } from "../insight";

const OUTCOMES = ["sent", "drafted", "handed_off", "aborted", "failed"] as const satisfies readonly Outcome[];

export function HistoryTab() {
  const { t } = useTranslation();
  const [outcome, setOutcome] = useState<Outcome | "">("");
  const [q, setQ] = useState("");
  const wanted = useDebounced(q.trim(), 300);
  const list = useInfiniteQuery(historyQuery(outcome, wanted));
  const { data, error, refetch } = list;
  const turns = flatten(data);
  return (
    <div className="max-w-3xl">
      <div className="mb-5 grid gap-3 sm:grid-cols-2">
        <TextField
          label={t("turns.search")}
          type="search"
          value={q}
          onChange={(event) => setQ(event.target.value)}
          prefix={<Search aria-hidden="true" className="size-4" />}
        />
        <SelectField
          label={t("turns.outcomeLabel")}
          value={outcome}
          onChange={(event) => setOutcome(event.target.value as Outcome | "")}
        >
          <option value="">{t("turns.all")}</option>
          {OUTCOMES.map((name) => (
            <option key={name} value={name}>
              {t(`turns.outcome.${name}`)}
            </option>
          ))}
        </SelectField>
      </div>
      {error && !data && <Failed error={error} onRetry={() => refetch()} />}
      {!data && !error && <Bones rows={4} className="h-28 rounded-3xl" />}
      {data && turns.length === 0 && (
        <Empty picture={<History />} title={t("turns.emptyTitle")} text={t("turns.emptyText")} />
      )}
      <ol className="flex flex-col gap-3">
        {turns.map((turn) => (
          <TurnRow key={turn.id} turn={turn} />
        ))}
      </ol>
      <More list={list} className="mx-auto mt-5 flex" label={t("turns.more")} />
    </div>
  );
}
