import { type InfiniteData, type UseInfiniteQueryResult, useInfiniteQuery } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { nextCursor } from "@/shared/api/paging";
import { More } from "@/shared/ui/More";
import { Bones, Empty, Failed } from "@/shared/ui/States";
import { CONSOLE } from "../api";

type Page<T> = { next?: string | null; total: number; results: T[] };
type Found<T> = UseInfiniteQueryResult<InfiniteData<Page<T>>>;

/** The pages of a list; while the next filter loads, the last rows stay. */
export function useListing<T>(
  name: string,
  filters: object,
  fetchPage: (cursor: string | undefined) => Promise<Page<T>>,
) {
  return useInfiniteQuery({
    queryKey: [...CONSOLE, name, filters],
    queryFn: ({ pageParam }) => fetchPage(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => nextCursor({ next: page.next, results: [] }) ?? undefined,
    placeholderData: (before) => before,
  });
}

type Props<T> = { found: Found<T>; empty: string; children: (rows: T[]) => ReactNode };

/** How many there are, the rows, and the way to more; or what came instead. */
export function Listing<T>({ found, empty, children }: Props<T>) {
  const { t } = useTranslation();
  const { data, error, refetch } = found;
  if (error && !data) return <Failed error={error} onRetry={() => refetch()} />;
  if (!data) return <Bones rows={6} className="h-12 rounded-2xl" />;
  const rows = data.pages.flatMap((page) => page.results);
  if (rows.length === 0) return <Empty picture={<SearchX />} title={empty} />;
  return (
    <>
      <p role="status" className="mb-2 text-[13px] text-ink-3">
        {t("console.shown", { shown: rows.length, count: data.pages[0]?.total ?? rows.length })}
      </p>
      {children(rows)}
      <More list={found} className="mx-auto mt-4 flex" />
    </>
  );
}
