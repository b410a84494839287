import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { BookmarkPlus, Inbox, PanelLeftClose, Settings2, TriangleAlert, Users } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/shared/lib/cn";
import { useAbilities } from "@/shared/session";
import { IconButton } from "@/shared/ui/IconButton";
import { countsQuery, type SavedView, viewsQuery } from "./api";
import { openListDialog, showViewsSide } from "./editing";
import type { ListSearch } from "./filters";
import { shownCount } from "./ViewsMenu";

const LINE =
  "flex min-h-9 w-full items-center gap-2 rounded-xl px-2.5 text-left text-[13px] font-medium text-ink-2 transition-colors hover:bg-sunken hover:text-ink pointer-coarse:min-h-11";

function Place({ view, isOn, children }: { view?: string; isOn: boolean; children: ReactNode }) {
  return (
    <li>
      <Link
        to="/inbox"
        search={view ? { view } : {}}
        aria-current={isOn ? "page" : undefined}
        className={cn(LINE, isOn && "bg-primary-soft text-primary hover:bg-primary-soft hover:text-primary")}
      >
        {children}
      </Link>
    </li>
  );
}

function Group({ name, views, open }: { name: string; views: readonly SavedView[]; open?: string }) {
  const { t } = useTranslation();
  if (views.length === 0) return null;
  return (
    <section aria-label={name} className="flex flex-col gap-0.5">
      <p aria-hidden="true" className="px-2.5 pt-3 pb-1 text-xs font-semibold text-ink-3">
        {name}
      </p>
      <ul className="flex flex-col gap-0.5">
        {views.map((view) => (
          <Place key={view.id} view={view.id} isOn={view.id === open}>
            <span className="min-w-0 flex-1 truncate" title={view.name}>
              {view.name}
            </span>
            {view.gone.length > 0 && (
              <TriangleAlert aria-label={t("views.goneShort")} className="size-3.5 shrink-0 text-honey" />
            )}
            {view.is_mine && view.is_shared && (
              <Users aria-label={t("views.shared")} className="size-3.5 shrink-0 text-ink-3" />
            )}
            <span className="text-xs text-ink-3 tabular-nums">{shownCount(view.count)}</span>
          </Place>
        ))}
      </ul>
    </section>
  );
}

/** The saved views as a column of their own, counted, one press away; the menu above the list hides and shows it. */
export function ViewsSide({ search }: { search: ListSearch }) {
  const { t } = useTranslation();
  const { canReply } = useAbilities();
  const { data: counts } = useQuery(countsQuery);
  const { data: views = [] } = useQuery(viewsQuery);
  return (
    <nav
      aria-label={t("views.title")}
      className="flex min-h-0 flex-col overflow-y-auto border-r bg-paper px-2 py-4"
    >
      <div className="mb-1 flex items-center justify-between pl-2.5">
        <h2 className="text-sm font-semibold">{t("views.title")}</h2>
        <IconButton label={t("views.hideSide")} className="size-8" onClick={() => showViewsSide(false)}>
          <PanelLeftClose className="size-4" />
        </IconButton>
      </div>
      <ul>
        <Place isOn={!search.view}>
          <Inbox aria-hidden="true" className="size-4 shrink-0" />
          <span className="min-w-0 flex-1 truncate">{t("views.everything")}</span>
          {counts && <span className="text-xs text-ink-3 tabular-nums">{shownCount(counts.all)}</span>}
        </Place>
      </ul>
      <Group name={t("views.own")} views={views.filter((view) => view.is_mine)} open={search.view} />
      <Group name={t("views.fromOthers")} views={views.filter((view) => !view.is_mine)} open={search.view} />
      {canReply && (
        <div className="mt-3 flex flex-col gap-0.5 border-t pt-3">
          <button
            type="button"
            className={LINE}
            onClick={() => openListDialog(search.filter ? "save" : "filter")}
          >
            <BookmarkPlus aria-hidden="true" className="size-4 shrink-0" />
            {t("views.new")}
          </button>
          <button type="button" className={LINE} onClick={() => openListDialog("views")}>
            <Settings2 aria-hidden="true" className="size-4 shrink-0" />
            {t("views.manage")}
          </button>
        </div>
      )}
    </nav>
  );
}
