import { useQuery } from "@tanstack/react-query";
import { BookmarkPlus, TriangleAlert, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { channelsQuery } from "@/shared/directory";
import { useAbilities } from "@/shared/session";
import type { SavedView } from "./api";
import { openListDialog } from "./editing";
import type { ListSearch, Tree } from "./filters";

type ActiveProps = {
  search: ListSearch;
  view: SavedView | undefined;
  onSearch: (change: ListSearch) => void;
};

function Chip({
  children,
  onRemove,
  onOpen,
}: {
  children: string;
  onRemove: () => void;
  onOpen?: () => void;
}) {
  const { t } = useTranslation();
  return (
    <li className="flex min-h-7 items-center rounded-full bg-primary-soft pl-3 text-xs font-medium text-primary pointer-coarse:min-h-9">
      {onOpen ? (
        <button type="button" onClick={onOpen} className="max-w-40 truncate">
          {children}
        </button>
      ) : (
        <span className="max-w-40 truncate">{children}</span>
      )}
      <button
        type="button"
        aria-label={t("filter.remove", { name: children })}
        onClick={onRemove}
        className="grid size-7 place-items-center rounded-full hover:bg-primary/10 pointer-coarse:size-9"
      >
        <X className="size-3.5" />
      </button>
    </li>
  );
}

function Gone({ view }: { view: SavedView }): ReactNode {
  const { t } = useTranslation();
  if (view.gone.length === 0) return null;
  return (
    <p className="flex items-start gap-2 rounded-xl bg-honey-soft px-3 py-2 text-xs text-honey">
      <TriangleAlert aria-hidden="true" className="mt-px size-3.5 shrink-0" />
      <span>
        {t("views.gone", { count: view.gone.length })}{" "}
        <button type="button" className="font-semibold underline" onClick={() => openListDialog("views")}>
          {t("views.edit")}
        </button>
      </span>
    </p>
  );
}

export function leavesIn(tree: Tree): number {
  if ("all" in tree) return tree.all.reduce((sum, child) => sum + leavesIn(child), 0);
  if ("any" in tree) return tree.any.reduce((sum, child) => sum + leavesIn(child), 0);
  return 1;
}

/** What narrows the list down, one chip each, so that nobody wonders where the rest is. */
export function ActiveFilters({ search, view, onSearch }: ActiveProps) {
  const { t } = useTranslation();
  const { canReply } = useAbilities();
  const { data: channels } = useQuery({ ...channelsQuery, enabled: Boolean(search.channel) });
  const { status, channel, sort, filter } = search;
  const isNarrowed = Boolean(status || channel || sort || filter);
  if (!isNarrowed && !view) return null;
  return (
    <>
      {isNarrowed && (
        <ul aria-label={t("filter.active")} className="flex flex-wrap items-center gap-1.5">
          {status && <Chip onRemove={() => onSearch({ status: undefined })}>{t(`status.${status}`)}</Chip>}
          {channel && (
            <Chip onRemove={() => onSearch({ channel: undefined })}>
              {channels?.find((one) => one.id === channel)?.name ?? t("filter.channel")}
            </Chip>
          )}
          {sort && <Chip onRemove={() => onSearch({ sort: undefined })}>{t(`sort.${sort}`)}</Chip>}
          {filter && (
            <Chip onRemove={() => onSearch({ filter: undefined })} onOpen={() => openListDialog("filter")}>
              {t("filter.conditions", { count: leavesIn(filter) })}
            </Chip>
          )}
          {canReply && (
            <li>
              <button
                type="button"
                onClick={() => openListDialog("save")}
                className="flex min-h-7 items-center gap-1 rounded-full px-2 text-xs font-medium text-ink-2 hover:bg-sunken hover:text-ink pointer-coarse:min-h-9"
              >
                <BookmarkPlus aria-hidden="true" className="size-3.5" />
                {t("views.save")}
              </button>
            </li>
          )}
        </ul>
      )}
      {view && <Gone view={view} />}
    </>
  );
}
