import { useQuery } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDebounced } from "@/shared/lib/useDebounced";
import { Card } from "@/shared/ui/Card";
import { TextField } from "@/shared/ui/Field";
import { SourcePlace } from "@/shared/ui/SourcePlace";
import { Bones, Failed } from "@/shared/ui/States";
import { searchQuery } from "../api";

/** Ask as a customer would and see which passages come up, from where and how sure. */
export function SearchBox() {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const q = useDebounced(text.trim(), 300);
  const { data, error, isLoading, refetch } = useQuery(searchQuery(q));
  return (
    <Card title={t("knowledge.search")} text={t("knowledge.searchText")}>
      <TextField
        label={t("knowledge.search")}
        isLabelHidden
        type="search"
        prefix={<Search aria-hidden="true" className="size-4" />}
        placeholder={t("knowledge.searchPlaceholder")}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="mt-4" aria-live="polite">
        {isLoading && <Bones rows={2} className="h-20 rounded-2xl" />}
        {error && <Failed error={error} onRetry={() => refetch()} />}
        {data?.length === 0 && <p className="text-sm text-ink-2">{t("knowledge.nothingFound")}</p>}
        <ol className="flex flex-col gap-2.5">
          {data?.map((passage) => (
            <li
              key={`${passage.source.document}${passage.source.page}${passage.source.row}${passage.text.slice(0, 32)}`}
              className="rounded-2xl bg-sunken/70 px-4 py-3 text-sm"
            >
              <div className="mb-1 flex items-center justify-between gap-3 text-xs">
                <SourcePlace {...passage.source} />
                <span className="shrink-0 font-medium text-sage tabular-nums">
                  {passage.score.toFixed(2)}
                </span>
              </div>
              <p className="break-words whitespace-pre-wrap">{passage.text}</p>
            </li>
          ))}
        </ol>
      </div>
    </Card>
  );
}
