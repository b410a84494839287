import { useInfiniteQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowUp } from "lucide-react";
import { lazy, type MouseEvent, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { flatten } from "@/shared/api/paging";
import { useStore } from "@/shared/lib/store";
import { useAbilities } from "@/shared/session";
import { Bones, Failed } from "@/shared/ui/States";
import { usePollMs } from "@/shared/ws/live";
import { jobs } from "../bulk/jobs";
import { clearSelection, extendTo, selection, toggleRow } from "../bulk/selection";
import { conversationsQuery } from "./api";
import { ConversationRow, ROW_HEIGHT } from "./ConversationRow";
import type { Filters } from "./filters";
import type { MenuAt } from "./RowMenu";
import { useAiming } from "./useAiming";
import { useSteadyOrder } from "./useSteadyOrder";

const Swipes = lazy(async () => ({ default: (await import("./Swipes")).Swipes }));
const EmptyList = lazy(async () => ({ default: (await import("./EmptyList")).EmptyList }));
const RowMenu = lazy(async () => ({ default: (await import("./RowMenu")).RowMenu }));
const BulkBar = lazy(async () => ({ default: (await import("../bulk/BulkBar")).BulkBar }));
const BulkProgress = lazy(async () => ({ default: (await import("../bulk/BulkProgress")).BulkProgress }));

const hasFingers = window.matchMedia("(pointer: coarse)").matches;

type ListProps = { filters: Filters; openId: string | null; onOrder: (ids: string[]) => void };

function NewAbove({ count, onClick }: { count: number; onClick: () => void }) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      onClick={onClick}
      className="absolute top-2 left-1/2 z-20 flex -translate-x-1/2 items-center gap-1.5 rounded-full bg-coral px-3.5 py-1.5 text-xs font-semibold text-on-coral shadow-float animate-rise"
    >
      <ArrowUp aria-hidden="true" className="size-3.5" />
      {t("inbox.newAbove", { count })}
    </button>
  );
}

export function ConversationList({ filters, openId, onOrder }: ListProps) {
  const { t } = useTranslation();
  const { canReply } = useAbilities();
  const pane = useRef<HTMLDivElement>(null);
  const { isAiming, stop, handlers } = useAiming();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery({ ...conversationsQuery(filters), refetchInterval: usePollMs() });
  const items = useMemo(() => flatten(data), [data]);
  const scope = JSON.stringify(filters);
  const { shown, waiting } = useSteadyOrder(items, isAiming, scope);
  const chosen = useStore(selection, (held) => held);
  const running = useStore(jobs, (all) => all.length);
  const isSelecting = chosen.ids.size > 0;
  const [menuAt, setMenuAt] = useState<MenuAt | null>(null);
  const menuOf = menuAt && shown.find((one) => one.id === menuAt.id);

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

  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins without the ticks of the last one
  useEffect(() => clearSelection, [scope]);
  const order = shown.map((item) => item.id).join();
  const latestOrder = useRef<string[]>([]);
  useEffect(() => {
    latestOrder.current = order ? order.split(",") : [];
    onOrder(latestOrder.current);
  }, [order, onOrder]);
  const onTick = useCallback(
    (id: string, isRange: boolean) => (isRange ? extendTo(id, latestOrder.current) : toggleRow(id)),
    [],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: only opening another conversation moves the list; a new order must not
  useEffect(() => {
    const index = openId ? order.split(",").indexOf(openId) : -1;
    if (index >= 0) virtualizer.scrollToIndex(index, { align: "auto" });
  }, [openId]);

  const onContextMenu = (event: MouseEvent) => {
    const row = (event.target as Element).closest("li")?.querySelector<HTMLElement>("[data-conversation]");
    const id = row?.dataset.conversation;
    if (!row || !id || !canReply) return;
    event.preventDefault();
    setMenuAt({ id, x: event.clientX, y: event.clientY, row });
  };

  const extras = (
    <Suspense fallback={null}>
      {menuAt && menuOf && (
        <RowMenu
          key={`${menuAt.id}${menuAt.x}`}
          at={menuAt}
          conversation={menuOf}
          filters={filters}
          count={shown.length}
          openId={openId}
          onClose={() => setMenuAt(null)}
        />
      )}
      {running > 0 && <BulkProgress />}
      {isSelecting && <BulkBar filters={filters} order={shown} hasMore={hasNextPage} />}
    </Suspense>
  );
  if (isPending) {
    return (
      <div className="px-4 py-2">
        <Bones rows={7} className="h-[72px] rounded-2xl" />
      </div>
    );
  }
  if (error && !data) return <Failed error={error} onRetry={() => refetch()} />;
  if (shown.length === 0 && !hasNextPage) {
    return (
      <>
        <div className="min-h-0 flex-1 overflow-y-auto">
          <Suspense fallback={null}>
            <EmptyList filters={filters} />
          </Suspense>
        </div>
        {extras}
      </>
    );
  }
  return (
    <>
      <div className="relative min-h-0 flex-1">
        {waiting > 0 && (
          <NewAbove
            count={waiting}
            onClick={() => {
              stop();
              virtualizer.scrollToOffset(0);
            }}
          />
        )}
        {hasFingers && canReply && !isSelecting && (
          <Suspense fallback={null}>
            <Swipes pane={pane} />
          </Suspense>
        )}
        {/* biome-ignore lint/a11y/noStaticElementInteractions: right click, long press and Shift+F10 are shortcuts for keys and buttons */}
        <div
          ref={pane}
          onContextMenu={onContextMenu}
          className="h-full overflow-y-auto pb-4 pointer-coarse:touch-pan-y"
          {...handlers}
        >
          <ul
            aria-label={t("inbox.list")}
            className="relative"
            style={{ height: virtualizer.getTotalSize() }}
          >
            {rows.map((row) => {
              const conversation = shown[row.index];
              return (
                conversation && (
                  <li
                    key={row.key}
                    className="absolute inset-x-0 top-0"
                    style={{ transform: `translateY(${row.start}px)` }}
                  >
                    <ConversationRow
                      conversation={conversation}
                      isOpen={conversation.id === openId}
                      isSelected={chosen.isAll || chosen.ids.has(conversation.id)}
                      isSelecting={isSelecting}
                      onTick={canReply ? onTick : null}
                    />
                  </li>
                )
              );
            })}
          </ul>
        </div>
      </div>
      {extras}
    </>
  );
}
