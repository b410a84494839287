import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { ArrowDown, ArrowUp, SlidersHorizontal, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "@/shared/i18n/errorText";
import { useAbilities } from "@/shared/session";
import { Button } from "@/shared/ui/Button";
import { IconButton } from "@/shared/ui/IconButton";
import { Modal } from "@/shared/ui/Modal";
import { toast } from "@/shared/ui/toast";
import { changeView, deleteView, orderViews, type SavedView, type ViewChange, viewsQuery } from "./api";
import { groupOf, treeOf } from "./draftTree";
import { FilterEditor } from "./FilterEditor";
import type { DialogProps } from "./ListDialogs";

type RowProps = {
  view: SavedView;
  onChange: (change: Partial<ViewChange>) => void;
  onDelete: () => void;
  onMove: ((step: -1 | 1) => void) | null;
};

function ViewRow({ view, onChange, onDelete, onMove }: RowProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(view.name);
  const [group, setGroup] = useState<ReturnType<typeof groupOf> | null>(null);
  const tree = group && treeOf(group);
  return (
    <li className="flex flex-col gap-2 border-b py-3 last:border-b-0">
      <div className="flex flex-wrap items-center gap-1.5">
        <input
          aria-label={t("views.name")}
          value={name}
          maxLength={80}
          onChange={(event) => setName(event.target.value)}
          onBlur={() =>
            name.trim() ? name.trim() !== view.name && onChange({ name: name.trim() }) : setName(view.name)
          }
          className="h-10 min-w-0 flex-1 basis-40 rounded-xl border border-line-strong bg-surface px-3 text-sm"
        />
        <label className="flex min-h-10 items-center gap-2 px-1 text-[13px] text-ink-2">
          <input
            type="checkbox"
            checked={view.is_shared}
            onChange={(event) => onChange({ is_shared: event.target.checked })}
            className="size-4 accent-primary"
          />
          {t("views.shared")}
        </label>
        {onMove && (
          <>
            <IconButton label={t("views.up", { name: view.name })} onClick={() => onMove(-1)}>
              <ArrowUp className="size-4" />
            </IconButton>
            <IconButton label={t("views.down", { name: view.name })} onClick={() => onMove(1)}>
              <ArrowDown className="size-4" />
            </IconButton>
          </>
        )}
        <IconButton
          label={t("views.editFilter", { name: view.name })}
          aria-expanded={group !== null}
          onClick={() => setGroup(group ? null : groupOf(view.filter))}
        >
          <SlidersHorizontal className="size-4" />
        </IconButton>
        <IconButton label={t("views.delete", { name: view.name })} onClick={onDelete}>
          <Trash2 className="size-4" />
        </IconButton>
      </div>
      {view.gone.length > 0 && (
        <p className="rounded-xl bg-honey-soft px-3 py-2 text-xs text-honey">
          {t("views.gone", { count: view.gone.length })}
        </p>
      )}
      {group && (
        <div className="flex flex-col gap-3">
          <FilterEditor group={group} onChange={setGroup} />
          <Button
            look="primary"
            size="sm"
            className="self-end"
            onClick={() => {
              onChange({ filter: tree ?? { all: [] } });
              setGroup(null);
            }}
          >
            {t("common.save")}
          </Button>
        </div>
      )}
    </li>
  );
}

export function ViewsDialog({ search, onClose }: DialogProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const errorText = useErrorText();
  const { canManage } = useAbilities("inbox.manage");
  const { data: views = [] } = useQuery(viewsQuery);
  const editable = views.filter((view) => view.is_mine || canManage);
  const { mutate } = useMutation({
    mutationFn: (write: () => Promise<unknown>) => write(),
    onError: (error) => toast.error(errorText(error)),
    onSettled: () => client.invalidateQueries({ queryKey: viewsQuery.queryKey }),
  });
  const change = (id: string, what: Partial<ViewChange>) =>
    mutate(async () => {
      await changeView(id, what);
      if (what.filter) await client.invalidateQueries({ queryKey: ["conversations", "list"] });
    });
  const remove = (view: SavedView) =>
    mutate(async () => {
      await deleteView(view.id);
      if (search.view === view.id) await navigate({ to: ".", search: {} });
    });
  const own = editable.filter((view) => view.is_mine);
  const move = (view: SavedView, step: -1 | 1) => {
    const ids = own.map((one) => one.id);
    const from = ids.indexOf(view.id);
    const to = from + step;
    const other = ids[to];
    if (other === undefined) return;
    [ids[from], ids[to]] = [other, view.id];
    client.setQueryData(viewsQuery.queryKey, (held) => {
      const byId = new Map(held?.map((one) => [one.id, one]));
      const rest = held?.filter((one) => !ids.includes(one.id)) ?? [];
      return [...ids.flatMap((id) => byId.get(id) ?? []), ...rest];
    });
    mutate(() => orderViews(ids));
  };
  return (
    <Modal
      isOpen
      onClose={onClose}
      title={t("views.manage")}
      description={t("views.manageText")}
      className="md:w-[min(46rem,94vw)]"
    >
      {editable.length === 0 && <p className="py-6 text-center text-sm text-ink-2">{t("views.none")}</p>}
      <ul>
        {editable.map((view) => (
          <ViewRow
            key={view.id}
            view={view}
            onChange={(what) => change(view.id, what)}
            onDelete={() => remove(view)}
            onMove={view.is_mine && own.length > 1 ? (step) => move(view, step) : null}
          />
        ))}
      </ul>
    </Modal>
  );
}
