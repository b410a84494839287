import { useInfiniteQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowUp } from "lucide-react";
import { useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { flatten } from "@/shared/api/paging";
import { Bones, Failed } from "@/shared/ui/States";
import { usePollMs } from "@/shared/ws/live";
import { conversationsQuery } from "../api";
import type { Filters } from "../keys";
import { useAiming } from "../useAiming";
import { useSteadyOrder } from "../useSteadyOrder";
import { ConversationRow, ROW_HEIGHT } from "./ConversationRow";
import { EmptyList } from "./EmptyList";

type ListProps = { filters: Filters; openId: string | null; onOrder: (ids: string[]) => void };

export function ConversationList({ filters, openId, onOrder }: ListProps) {
  const { t } = useTranslation();
  const pane = useRef<HTMLDivElement>(null);
  const { isAiming, stop, handlers } = useAiming();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery({
      ...conversationsQuery(filters),
      refetchInterval: usePollMs(),
    });
  const items = useMemo(() => flatten(data), [data]);
  const { shown, waiting } = useSteadyOrder(items, isAiming, JSON.stringify(filters));

  const virtualizer = useVirtualizer({
    count: shown.length,
    getScrollElement: () => pane.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => shown[index]?.id ?? index,
    overscan: 6,
  });
  const rows = virtualizer.getVirtualItems();
  const lastRow = rows.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && lastRow >= shown.length - 5) fetchNextPage();
  }, [lastRow, shown.length, hasNextPage, isFetchingNextPage, fetchNextPage]);

  const order = shown.map((item) => item.id).join();
  useEffect(() => onOrder(order ? order.split(",") : []), [order, onOrder]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only opening another conversation moves the list; a new order must not
  useEffect(() => {
    const index = openId ? order.split(",").indexOf(openId) : -1;
    if (index >= 0) virtualizer.scrollToIndex(index, { align: "auto" });
  }, [openId]);

  if (isPending) {
    return (
      <div className="px-4 py-2">
        <Bones rows={7} className="h-[72px] rounded-2xl" />
      </div>
    );
  }
  if (error) return <Failed error={error} onRetry={() => refetch()} />;
  if (shown.length === 0) return <EmptyList filters={filters} />;
  return (
    <div className="relative min-h-0 flex-1">
      {waiting > 0 && (
        <button
          type="button"
          onClick={() => {
            stop();
            virtualizer.scrollToOffset(0);
          }}
          className="absolute top-2 left-1/2 z-10 flex -translate-x-1/2 items-center gap-1.5 rounded-full bg-coral px-3.5 py-1.5 text-xs font-semibold text-on-coral shadow-float animate-rise"
        >
          <ArrowUp aria-hidden="true" className="size-3.5" />
          {t("inbox.newAbove", { count: waiting })}
        </button>
      )}
      <div ref={pane} className="h-full overflow-y-auto pb-4" {...handlers}>
        <ul aria-label={t("inbox.list")} className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {rows.map((row) => {
            const conversation = shown[row.index];
            return (
              conversation && (
                <li
                  key={row.key}
                  className="absolute inset-x-0 top-0"
                  style={{ transform: `translateY(${row.start}px)` }}
                >
                  <ConversationRow conversation={conversation} isOpen={conversation.id === openId} />
                </li>
              )
            );
          })}
        </ul>
      </div>
    </div>
  );
}
