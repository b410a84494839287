import { useQuery } from "@tanstack/react-query";
import { ChevronDown, ListFilter, Search } from "lucide-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/shared/lib/cn";
import { useStore } from "@/shared/lib/store";
import { openSearch } from "@/shared/search";
import { Key } from "@/shared/ui/Key";
import { LazyMenu } from "@/shared/ui/LazyMenu";
import { viewsQuery } from "./api";
import { listDialog } from "./editing";
import type { ListSearch } from "./filters";
import { Tabs } from "./Tabs";

const ActiveFilters = lazy(async () => ({ default: (await import("./ActiveFilters")).ActiveFilters }));
const FilterMenu = lazy(async () => ({ default: (await import("./FilterMenu")).FilterMenu }));
const ViewsMenu = lazy(async () => ({ default: (await import("./ViewsMenu")).ViewsMenu }));
const ListDialogs = lazy(async () => ({ default: (await import("./ListDialogs")).ListDialogs }));

export type HeaderProps = { search: ListSearch; onSearch: (change: ListSearch) => void };

export function ListHeader({ search, onSearch }: HeaderProps) {
  const { t } = useTranslation();
  const { data: views } = useQuery(viewsQuery);
  const view = views?.find((one) => one.id === search.view);
  const dialog = useStore(listDialog, (name) => name);
  const isFiltered = Boolean(search.status || search.channel || search.sort || search.filter);
  return (
    <header className="flex flex-col gap-2.5 px-4 pt-4 pb-2">
      <div className="flex items-center justify-between gap-2">
        <h1 className="min-w-0 flex-1 text-[22px] font-semibold">
          <LazyMenu
            trigger={{
              className: "-mx-2 flex max-w-full items-center gap-1.5 rounded-xl px-2 py-0.5 hover:bg-sunken",
              children: (
                <>
                  <span className="truncate">{view?.name ?? t("nav.inbox")}</span>
                  <ChevronDown aria-hidden="true" className="size-4 shrink-0 text-ink-3" />
                  <span className="sr-only">, {t("views.title")}</span>
                </>
              ),
            }}
            content={{ align: "start", className: "max-h-[70dvh] w-72 overflow-y-auto" }}
          >
            <Suspense fallback={null}>
              <ViewsMenu search={search} />
            </Suspense>
          </LazyMenu>
        </h1>
        <LazyMenu
          trigger={{
            "aria-label": t("filter.menu"),
            className: cn(
              "grid size-9 place-items-center rounded-xl text-ink-2 hover:bg-sunken hover:text-ink pointer-coarse:size-11",
              isFiltered && "bg-primary-soft text-primary",
            ),
            children: <ListFilter className="size-[18px]" />,
          }}
          content={{ align: "end", className: "max-h-[80dvh] w-64 overflow-y-auto" }}
        >
          <Suspense fallback={null}>
            <FilterMenu search={search} onSearch={onSearch} />
          </Suspense>
        </LazyMenu>
      </div>
      <button
        type="button"
        onClick={() => openSearch()}
        className="flex h-10 w-full items-center gap-2.5 rounded-xl bg-sunken px-3.5 text-sm text-ink-3 transition-colors hover:text-ink pointer-coarse:h-11"
      >
        <Search aria-hidden="true" className="size-4" />
        <span className="min-w-0 flex-1 truncate text-left">{t("inbox.search")}</span>
        <span aria-hidden="true" className="pointer-coarse:hidden">
          <Key>/</Key>
        </span>
      </button>
      <Tabs
        value={search.tab ?? "all"}
        onChange={(tab) => onSearch({ tab: tab === "all" ? undefined : tab })}
      />
      <Suspense fallback={null}>
        {(isFiltered || view) && <ActiveFilters search={search} view={view} onSearch={onSearch} />}
        {dialog && <ListDialogs name={dialog} search={search} view={view} onSearch={onSearch} />}
      </Suspense>
    </header>
  );
}
