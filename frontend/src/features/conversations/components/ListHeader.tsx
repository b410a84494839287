import { useQuery } from "@tanstack/react-query";
import { ListFilter, Search, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/shared/lib/cn";
import { useDebounced } from "@/shared/lib/useDebounced";
import { IconButton } from "@/shared/ui/IconButton";
import { Menu, MenuContent, MenuLabel, MenuRadioGroup, MenuRadioItem, MenuTrigger } from "@/shared/ui/Menu";
import { usePollMs } from "@/shared/ws/live";
import { countsQuery } from "../api";
import { type StatusFilter, TABS, type Tab } from "../keys";

export const SEARCH_INPUT_ID = "inbox-search";
const STATUSES: readonly StatusFilter[] = ["active", "open", "pending", "snoozed", "resolved", "all"];

export type InboxSearch = { tab?: Tab; status?: StatusFilter; q?: string };
type HeaderProps = { search: InboxSearch; onSearch: (change: InboxSearch) => void };

export function ListHeader({ search, onSearch }: HeaderProps) {
  const { t } = useTranslation();
  const { data: counts } = useQuery({ ...countsQuery, refetchInterval: usePollMs() });
  const [text, setText] = useState(search.q ?? "");
  const settled = useDebounced(text, 250);
  const applied = useRef(search.q ?? "");
  useEffect(() => {
    if (settled === applied.current) return;
    applied.current = settled;
    onSearch({ q: settled || undefined });
  }, [settled, onSearch]);
  const status = search.status ?? "active";

  return (
    <header className="flex flex-col gap-3 px-4 pt-5 pb-3">
      <div className="flex items-center justify-between">
        <h1 className="text-[22px] font-semibold">{t("nav.inbox")}</h1>
        <Menu>
          <MenuTrigger asChild>
            <IconButton
              label={t("inbox.statusFilter")}
              className={cn(status !== "active" && "bg-primary-soft text-primary")}
            >
              <ListFilter className="size-[18px]" />
            </IconButton>
          </MenuTrigger>
          <MenuContent align="end">
            <MenuLabel>{t("inbox.statusFilter")}</MenuLabel>
            <MenuRadioGroup
              value={status}
              onValueChange={(next) =>
                onSearch({ status: next === "active" ? undefined : (next as StatusFilter) })
              }
            >
              {STATUSES.map((value) => (
                <MenuRadioItem key={value} value={value}>
                  {t(`status.${value}`)}
                </MenuRadioItem>
              ))}
            </MenuRadioGroup>
          </MenuContent>
        </Menu>
      </div>
      <div className="relative">
        <Search aria-hidden="true" className="absolute top-1/2 left-3.5 size-4 -translate-y-1/2 text-ink-3" />
        <input
          id={SEARCH_INPUT_ID}
          type="search"
          aria-label={t("inbox.search")}
          placeholder={t("inbox.search")}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="h-10 w-full rounded-xl bg-sunken pr-9 pl-10 text-sm outline-none transition-shadow focus-visible:bg-surface focus-visible:ring-2 focus-visible:ring-primary pointer-coarse:h-11 [&::-webkit-search-cancel-button]:hidden"
        />
        {text && (
          <button
            type="button"
            aria-label={t("inbox.clearSearch")}
            onClick={() => setText("")}
            className="absolute top-1/2 right-2 grid size-7 -translate-y-1/2 place-items-center rounded-lg text-ink-3 hover:text-ink"
          >
            <X className="size-4" />
          </button>
        )}
      </div>
      <nav aria-label={t("inbox.tabs")} className="flex gap-1 border-b">
        {TABS.map((tab) => {
          const isOn = (search.tab ?? "all") === tab;
          return (
            <button
              key={tab}
              type="button"
              aria-pressed={isOn}
              onClick={() => onSearch({ tab: tab === "all" ? undefined : tab })}
              className={cn(
                "-mb-px flex min-h-9 flex-auto items-center justify-center gap-1.5 border-b-2 px-1 text-[13px] font-medium whitespace-nowrap transition-colors pointer-coarse:min-h-11",
                isOn ? "border-primary text-primary" : "border-transparent text-ink-2 hover:text-ink",
              )}
            >
              {t(`inbox.tab.${tab}`)}
              {counts && <span className="text-xs text-ink-3 tabular-nums">{counts[tab]}</span>}
            </button>
          );
        })}
      </nav>
    </header>
  );
}
