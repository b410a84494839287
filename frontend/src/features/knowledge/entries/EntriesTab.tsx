import { useInfiniteQuery } from "@tanstack/react-query";
import { MessageCircleQuestion, Plus, Search } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { flatten } from "@/shared/api/paging";
import { useDebounced } from "@/shared/lib/useDebounced";
import { useAbilities } from "@/shared/session";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { Confirm } from "@/shared/ui/Confirm";
import { TextField } from "@/shared/ui/Field";
import { More } from "@/shared/ui/More";
import { RowActions } from "@/shared/ui/RowActions";
import { Bones, Empty, Failed } from "@/shared/ui/States";
import { TableImport } from "@/shared/ui/TableImport";
import { useRemoval } from "@/shared/ui/useRemoval";
import { deleteEntry, type Entry, entriesQuery, entryKeys, importEntries } from "./api";
import { EntryForm } from "./EntryForm";
import { Suggestions } from "./Suggestions";

/** Questions with their answers, and what could become one. */
export function EntriesTab() {
  const { t } = useTranslation();
  const { canManage } = useAbilities();
  const [text, setText] = useState("");
  const q = useDebounced(text.trim(), 300);
  const [edited, setEdited] = useState<Entry | "new" | null>(null);
  const list = useInfiniteQuery(entriesQuery(q));
  const { data, error, isPending, refetch } = list;
  const removal = useRemoval<Entry>(deleteEntry, entryKeys.all);
  const entries = flatten(data);
  return (
    <div className="flex flex-col gap-4">
      {canManage && <Suggestions />}
      <div className="flex flex-wrap items-end gap-2">
        <div className="min-w-48 flex-1">
          <TextField
            label={t("entries.find")}
            isLabelHidden
            type="search"
            prefix={<Search aria-hidden="true" className="size-4" />}
            placeholder={t("entries.find")}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        {canManage && (
          <>
            <TableImport load={importEntries} listKey={entryKeys.all} hint={t("entries.importHint")} />
            <Button look="primary" onClick={() => setEdited("new")}>
              <Plus aria-hidden="true" className="size-4" />
              {t("entries.add")}
            </Button>
          </>
        )}
      </div>
      {isPending && <Bones rows={4} className="h-16 rounded-2xl" />}
      {error && !data && <Failed error={error} onRetry={() => refetch()} />}
      {data && entries.length === 0 && (
        <Empty
          picture={<MessageCircleQuestion />}
          title={t(q ? "entries.nothing" : "entries.empty")}
          text={q ? undefined : t("entries.emptyText")}
        />
      )}
      {entries.length > 0 && (
        <ul className="divide-y rounded-3xl border bg-surface shadow-card">
          {entries.map((entry) => (
            <li key={entry.id} className="flex items-start gap-3 px-4 py-3 md:px-5">
              <div className="min-w-0 flex-1">
                <p className="font-medium break-words">{entry.question}</p>
                <p className="line-clamp-3 text-sm break-words whitespace-pre-wrap text-ink-2">
                  {entry.answer}
                </p>
                {entry.status === "failed" && <p className="text-[13px] text-danger">{entry.reason}</p>}
              </div>
              {entry.status === "queued" && <Badge>{t("knowledge.status.queued")}</Badge>}
              {canManage && (
                <RowActions
                  name={entry.question}
                  onEdit={() => setEdited(entry)}
                  onDelete={() => removal.ask(entry)}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      <More list={list} />
      {edited && <EntryForm entry={edited === "new" ? null : edited} onClose={() => setEdited(null)} />}
      <Confirm
        {...removal.confirm}
        title={t("knowledge.delete", { name: removal.doomed?.question ?? "" })}
        text={t("entries.deleteText")}
        action={t("common.delete")}
        onConfirm={removal.onConfirm}
      />
    </div>
  );
}
