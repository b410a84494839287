import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { MessagesSquare } from "lucide-react";
import {
  type CSSProperties,
  lazy,
  type ReactNode,
  Suspense,
  useCallback,
  useEffect,
  useMemo,
  useState,
} from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/shared/lib/cn";
import { useStore } from "@/shared/lib/store";
import { stored } from "@/shared/lib/stored";
import { useMediaQuery } from "@/shared/lib/useMediaQuery";
import { useAbilities } from "@/shared/session";
import { Key } from "@/shared/ui/Key";
import { PickerHost } from "./actions/PickerHost";
import { serverDrafts } from "./composer/serverDrafts";
import { viewsQuery } from "./list/api";
import { joined } from "./list/binding";
import { ConversationList } from "./list/ConversationList";
import { viewsSide } from "./list/editing";
import { filtersOf, type ListSearch } from "./list/filters";
import { ListHeader } from "./list/ListHeader";
import type { Copilot } from "./thread/copilot";
import { ThreadPane } from "./thread/lazyPane";
import type { Person } from "./thread/ThreadHeader";

const ViewsSide = lazy(async () => ({ default: (await import("./list/ViewsSide")).ViewsSide }));
const Dividers = lazy(async () => ({ default: (await import("./components/Dividers")).Dividers }));
const InboxKeys = lazy(async () => ({ default: (await import("./list/InboxKeys")).InboxKeys }));

export type InboxPageProps = {
  search: ListSearch;
  openId: string | null;
  isContactOpen: boolean;
  people: readonly Person[];
  why: (turnId: string) => ReactNode;
  copilot: Copilot;
  /** What a new workspace still needs; shown where no conversation is. */
  toDo: ReactNode;
  /** The customer panel of the open conversation. */
  aside: (conversationId: string) => ReactNode;
};

function NothingOpen() {
  const { t } = useTranslation();
  return (
    <div className="grid place-items-center p-8 text-center text-ink-2">
      <div className="flex flex-col items-center gap-3">
        <span
          aria-hidden="true"
          className="mb-2 grid size-20 place-items-center rounded-[30px] bg-surface text-primary shadow-card"
        >
          <MessagesSquare className="size-9 stroke-[1.5]" />
        </span>
        <p className="font-medium text-ink">{t("inbox.choose")}</p>
        <p className="flex items-center gap-1.5 text-[13px]">
          <Key>J</Key> <Key>K</Key> {t("inbox.chooseKeys")} <Key>?</Key>
        </p>
      </div>
    </div>
  );
}

/** How wide this browser's person drew the panes; the rest is the style sheet's. */
function keptWidths(): CSSProperties {
  const kept = (["list", "panel"] as const).flatMap((side) => {
    const px = Number(stored.get(`width.${side}`));
    return px ? [[`--${side}`, `${px}px`]] : [];
  });
  return Object.fromEntries(kept);
}

/** Three panes on a wide screen, one at a time on a phone; which one is decided by the address. */
export function InboxPage(props: InboxPageProps) {
  const { search, openId, isContactOpen, people, why, copilot, toDo, aside } = props;
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { canReply } = useAbilities();
  const filters = useMemo(() => filtersOf(search), [search]);
  const [order, setOrder] = useState<readonly string[]>([]);
  const [isPanelOpen, setPanelOpen] = useState(stored.get("panel") !== "closed");
  const [widths] = useState(keptWidths);
  const isWide = useMediaQuery("(min-width: 1400px)");
  const { data: views = [] } = useQuery(viewsQuery);
  const hasSide = useStore(viewsSide, (isOpen) => isOpen) && isWide && views.length > 0;
  const wentInto = useStore(joined, (all) => (openId ? all[openId] : undefined));
  useEffect(() => {
    if (!wentInto) return;
    const params = { conversationId: wentInto };
    void navigate({ to: "/inbox/$conversationId", params, search: (old) => old, replace: true });
  }, [wentInto, navigate]);

  const onSearch = useCallback(
    (change: ListSearch) =>
      navigate({ to: ".", search: (old: ListSearch) => ({ ...old, ...change }), replace: true }),
    [navigate],
  );
  useEffect(() => {
    // Without them the rows show what was said last, as they do for everybody else's.
    if (canReply) void serverDrafts.load().catch(() => {});
  }, [canReply]);
  const togglePanel = () => {
    setPanelOpen(!isPanelOpen);
    stored.set("panel", isPanelOpen ? "closed" : null);
  };

  return (
    <div
      data-panes=""
      style={widths}
      className={cn(
        "grid h-full grid-rows-[minmax(0,1fr)] overflow-hidden lg:grid-cols-[min(var(--list,360px),40vw)_minmax(0,1fr)]",
        isPanelOpen &&
          openId &&
          "xl:grid-cols-[min(var(--list,360px),32vw)_minmax(0,1fr)_min(var(--panel,320px),28vw)]",
        // Only where there is room for it, so these take the place of the two above.
        hasSide && "lg:grid-cols-[184px_min(var(--list,330px),28vw)_minmax(0,1fr)]",
        hasSide &&
          isPanelOpen &&
          openId &&
          "xl:grid-cols-[184px_min(var(--list,330px),28vw)_minmax(0,1fr)_min(var(--panel,300px),24vw)]",
      )}
    >
      {hasSide && (
        <Suspense fallback={<div />}>
          <ViewsSide search={search} />
        </Suspense>
      )}
      <section className={cn("flex min-h-0 flex-col border-r bg-surface", openId && "max-lg:hidden")}>
        <ListHeader search={search} onSearch={onSearch} />
        <div className="shrink-0 overflow-y-auto max-h-[45dvh] lg:hidden">{toDo}</div>
        <ConversationList filters={filters} openId={openId} onOrder={setOrder} />
      </section>
      <section
        aria-label={t("inbox.thread")}
        className={cn(
          "relative min-h-0 min-w-0",
          !openId && "max-lg:hidden",
          isContactOpen && "max-xl:hidden",
        )}
      >
        {openId ? (
          <ThreadPane
            conversationId={openId}
            people={people}
            why={why}
            copilot={copilot}
            isPanelOpen={isPanelOpen}
            onTogglePanel={togglePanel}
          />
        ) : (
          <div className="grid h-full content-center justify-items-center overflow-y-auto max-lg:hidden">
            <NothingOpen />
            {toDo}
          </div>
        )}
        <Suspense fallback={null}>
          <Dividers hasPanel={isPanelOpen && openId !== null} />
        </Suspense>
      </section>
      {openId && (
        <section
          aria-label={t("inbox.customer")}
          className={cn(
            "min-h-0 overflow-y-auto border-l bg-surface",
            !isContactOpen && "max-xl:hidden",
            !isPanelOpen && "xl:hidden",
          )}
        >
          {aside(openId)}
        </section>
      )}
      <PickerHost />
      <Suspense fallback={null}>
        <InboxKeys
          ids={order}
          openId={openId}
          canReply={canReply}
          filters={filters}
          isContactOpen={isContactOpen}
          onTogglePanel={togglePanel}
        />
      </Suspense>
    </div>
  );
}
