import { queryOptions, useQuery } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { useTranslation } from "react-i18next";
import { api, ask } from "@/shared/api/client";

const ASKING_AGAIN_MS = 5000;

const indexQuery = queryOptions({
  queryKey: ["knowledge", "index"],
  queryFn: () => ask(api.GET("/api/knowledge/index/")),
  refetchInterval: ({ state }) => (state.data?.is_rebuilding ? ASKING_AGAIN_MS : false),
});

/** How far the search is with another model; nothing at all when it is not changing. */
export function RebuildNote() {
  const { t } = useTranslation();
  const { data } = useQuery(indexQuery);
  if (!data?.is_rebuilding) return null;
  return (
    <div role="status" className="rounded-2xl border border-sage-line bg-sage-soft px-4 py-3 text-sm">
      <p className="flex items-center gap-2 font-medium">
        <RefreshCw aria-hidden="true" className="size-4 shrink-0 text-sage" />
        {t("searchIndex.progress", { done: data.done, total: data.total })}
      </p>
      <p className="mt-0.5 text-ink-2">{data.reason || t("searchIndex.text")}</p>
      <progress
        aria-label={t("searchIndex.progress", { done: data.done, total: data.total })}
        className="mt-2 h-1.5 w-full accent-primary"
        value={data.done}
        max={Math.max(1, data.total)}
      />
    </div>
  );
}
