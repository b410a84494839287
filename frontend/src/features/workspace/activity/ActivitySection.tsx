import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Download, History, Search } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "@/shared/api/errors";
import { flatten } from "@/shared/api/paging";
import { membersQuery } from "@/shared/directory";
import { useLanguage } from "@/shared/i18n";
import { useDebounced } from "@/shared/lib/useDebounced";
import { useAbilities } from "@/shared/session";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { SelectField, TextField } from "@/shared/ui/Field";
import { More } from "@/shared/ui/More";
import { Bones, Empty, Failed } from "@/shared/ui/States";
import { AREAS, type Area, EVERYTHING, exportAddress, type LogFilter, logQuery } from "./api";
import { EntryList } from "./EntryList";
import { Keeping } from "./Keeping";

type FiltersProps = { filter: LogFilter; onChange: (filter: LogFilter) => void };

function Filters({ filter, onChange }: FiltersProps) {
  const { t } = useTranslation();
  const { data: members } = useQuery(membersQuery);
  const set = (part: Partial<LogFilter>) => onChange({ ...filter, ...part });
  return (
    <fieldset className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
      <legend className="sr-only">{t("activity.filter")}</legend>
      <div className="sm:col-span-2 lg:col-span-4">
        <TextField
          label={t("activity.find")}
          isLabelHidden
          type="search"
          maxLength={100}
          prefix={<Search aria-hidden="true" className="size-4" />}
          placeholder={t("activity.find")}
          value={filter.q}
          onChange={(event) => set({ q: event.target.value })}
        />
      </div>
      <SelectField
        label={t("activity.who")}
        value={filter.who}
        onChange={(event) => set({ who: event.target.value })}
      >
        <option value="">{t("activity.everyone")}</option>
        {members?.map((member) => (
          <option key={member.id} value={member.id}>
            {member.name}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t("activity.what")}
        value={filter.area}
        onChange={(event) => set({ area: event.target.value as Area | "" })}
      >
        <option value="">{t("activity.everything")}</option>
        {AREAS.map((area) => (
          <option key={area} value={area}>
            {t(`activity.areas.${area}`)}
          </option>
        ))}
      </SelectField>
      <TextField
        label={t("activity.from")}
        type="date"
        max={filter.to || undefined}
        value={filter.from}
        onChange={(event) => set({ from: event.target.value })}
      />
      <TextField
        label={t("activity.to")}
        type="date"
        min={filter.from || undefined}
        value={filter.to}
        onChange={(event) => set({ to: event.target.value })}
      />
    </fieldset>
  );
}

/** What people did in this workspace: found by person, kind, day and words; taken along as a table. */
export function ActivitySection() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { canManage } = useAbilities("log.view");
  const [filter, setFilter] = useState(EVERYTHING);
  const wanted = { ...filter, q: useDebounced(filter.q.trim(), 300) };
  const list = useInfiniteQuery(logQuery(wanted, language));
  const { data, error, isPending, refetch } = list;
  const entries = flatten(data);
  const isFiltered = Object.values(wanted).some(Boolean);
  if (error instanceof ApiError && error.status === 403)
    return (
      <Card title={t("settings.activity")}>
        <Empty picture={<History />} title={t("activity.refused")} text={t("activity.refusedText")} />
      </Card>
    );
  return (
    <Card
      title={t("settings.activity")}
      text={t("activity.text")}
      action={
        entries.length > 0 && (
          <Button asChild size="sm">
            <a href={exportAddress(wanted)} download>
              <Download aria-hidden="true" className="size-4" />
              {t("activity.export")}
            </a>
          </Button>
        )
      }
    >
      <div className="flex flex-col gap-4">
        <Filters filter={filter} onChange={setFilter} />
        {isPending && <Bones rows={6} className="h-12" />}
        {error && !data && <Failed error={error} onRetry={() => refetch()} />}
        {data && entries.length === 0 && (
          <Empty
            picture={<History />}
            title={t(isFiltered ? "activity.nothing" : "activity.empty")}
            action={
              isFiltered && <Button onClick={() => setFilter(EVERYTHING)}>{t("activity.showAll")}</Button>
            }
          />
        )}
        <EntryList entries={entries} />
        <More list={list} />
        {canManage && <Keeping />}
      </div>
    </Card>
  );
}
