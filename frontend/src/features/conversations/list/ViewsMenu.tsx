import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { BookmarkPlus, Inbox, PanelLeft, Settings2, TriangleAlert, Users } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useStore } from "@/shared/lib/store";
import { useAbilities } from "@/shared/session";
import { MenuItem, MenuLabel, MenuSeparator } from "@/shared/ui/Menu";
import { countsQuery, type SavedView, viewsQuery } from "./api";
import { openListDialog, showViewsSide, viewsSide } from "./editing";
import type { ListSearch } from "./filters";

const COUNTED = 1_000;

/** A count as it is shown: nobody counts on beyond a thousand. */
export function shownCount(count: number | null): string {
  if (count === null) return "";
  return count >= COUNTED ? "1000+" : String(count);
}

function ViewItem({ view, onSelect }: { view: SavedView; onSelect: () => void }) {
  const { t } = useTranslation();
  return (
    <MenuItem onSelect={onSelect}>
      <span className="min-w-0 flex-1 truncate">{view.name}</span>
      {view.gone.length > 0 && (
        <TriangleAlert aria-label={t("views.goneShort")} className="size-3.5 shrink-0 text-honey" />
      )}
      {view.is_shared && <Users aria-label={t("views.shared")} className="size-3.5 shrink-0 text-ink-3" />}
      <span className="text-xs text-ink-3 tabular-nums">{shownCount(view.count)}</span>
    </MenuItem>
  );
}

export function ViewsMenu({ search }: { search: ListSearch }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { canReply } = useAbilities();
  const { data: counts } = useQuery(countsQuery);
  const { data: views = [] } = useQuery(viewsQuery);
  const isAtSide = useStore(viewsSide, (isOpen) => isOpen);
  const own = views.filter((view) => view.is_mine);
  const shared = views.filter((view) => !view.is_mine);
  const show = (view?: string) => navigate({ to: ".", search: view ? { view } : {} });
  return (
    <>
      <MenuItem onSelect={() => show()}>
        <Inbox aria-hidden="true" className="size-4" />
        <span className="flex-1">{t("views.everything")}</span>
        {counts && <span className="text-xs text-ink-3 tabular-nums">{counts.all}</span>}
      </MenuItem>
      {own.length > 0 && <MenuLabel>{t("views.own")}</MenuLabel>}
      {own.map((view) => (
        <ViewItem key={view.id} view={view} onSelect={() => show(view.id)} />
      ))}
      {shared.length > 0 && <MenuLabel>{t("views.fromOthers")}</MenuLabel>}
      {shared.map((view) => (
        <ViewItem key={view.id} view={view} onSelect={() => show(view.id)} />
      ))}
      {canReply && (
        <>
          <MenuSeparator />
          <MenuItem onSelect={() => openListDialog(search.filter ? "save" : "filter")}>
            <BookmarkPlus aria-hidden="true" className="size-4" />
            {t("views.new")}
          </MenuItem>
          {views.length > 0 && (
            <MenuItem onSelect={() => openListDialog("views")}>
              <Settings2 aria-hidden="true" className="size-4" />
              {t("views.manage")}
            </MenuItem>
          )}
        </>
      )}
      {views.length > 0 && (
        <MenuItem onSelect={() => showViewsSide(!isAtSide)} className="max-[1399px]:hidden">
          <PanelLeft aria-hidden="true" className="size-4" />
          {t(isAtSide ? "views.hideSide" : "views.showSide")}
        </MenuItem>
      )}
    </>
  );
}
