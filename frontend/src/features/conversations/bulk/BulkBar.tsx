import { AlarmClock, Check, Ellipsis, Tag, UserRoundPlus, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Conversation } from "@/shared/api/types";
import { useStore } from "@/shared/lib/store";
import { IconButton } from "@/shared/ui/IconButton";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "@/shared/ui/Menu";
import { openPicker, type Target } from "../actions/picker";
import { useBulk } from "../actions/useRun";
import type { Filters } from "../list/filters";
import { clearSelection, extendTo, selectEverything, selection } from "./selection";

type BarProps = { filters: Filters; order: readonly Conversation[]; hasMore: boolean };

/** What one does with the ticked rows. */
export function BulkBar({ filters, order, hasMore }: BarProps) {
  const { t } = useTranslation();
  const { ids, isAll } = useStore(selection, (held) => held);
  const bulk = useBulk();
  const target: Target = isAll ? { shown: filters, count: order.length } : { ids: [...ids] };
  const isWhole = isAll || (ids.size >= order.length && !hasMore);
  const selectAll = () => {
    if (hasMore) return selectEverything();
    const rows = order.map((row) => row.id);
    const [first, last] = [rows[0], rows.at(-1)];
    if (first && last) {
      selection.update((held) => ({ ...held, anchor: first }));
      extendTo(last, rows);
    }
  };
  const all = (action: "read" | "unread") => bulk(target, { action });
  const status = (value: string) => bulk(target, { action: "status", value });
  return (
    <section
      aria-label={t("bulk.title")}
      className="m-2 flex flex-col gap-1 rounded-2xl bg-ink px-3 py-2 text-paper shadow-float animate-rise"
    >
      <div className="flex items-center gap-2 text-[13px]">
        <p role="status" className="font-semibold">
          {isAll ? t("bulk.everything") : t("bulk.selected", { count: ids.size })}
        </p>
        {!isWhole && (
          <button
            type="button"
            onClick={selectAll}
            className="min-h-8 font-medium underline underline-offset-4"
          >
            {t("bulk.selectAll")}
          </button>
        )}
        <button
          type="button"
          aria-label={t("bulk.clear")}
          onClick={clearSelection}
          className="ml-auto grid size-8 place-items-center rounded-lg hover:bg-paper/15 pointer-coarse:size-11"
        >
          <X className="size-4" />
        </button>
      </div>
      <div className="flex items-center gap-1 [&_button]:text-paper [&_button]:hover:bg-paper/15 [&_button]:hover:text-paper">
        <IconButton label={t("inbox.resolve")} shortcut="E" onClick={() => status("resolved")}>
          <Check className="size-[18px]" />
        </IconButton>
        <IconButton label={t("actions.assign")} shortcut="A" onClick={() => openPicker("assign", target)}>
          <UserRoundPlus className="size-[18px]" />
        </IconButton>
        <IconButton label={t("actions.labels")} shortcut="L" onClick={() => openPicker("labels", target)}>
          <Tag className="size-[18px]" />
        </IconButton>
        <IconButton label={t("actions.snooze")} shortcut="S" onClick={() => openPicker("snooze", target)}>
          <AlarmClock className="size-[18px]" />
        </IconButton>
        <Menu>
          <MenuTrigger
            aria-label={t("actions.more")}
            className="grid size-9 place-items-center rounded-xl pointer-coarse:size-11"
          >
            <Ellipsis className="size-[18px]" />
          </MenuTrigger>
          <MenuContent align="end" side="top">
            <MenuItem onSelect={() => openPicker("priority", target)}>{t("actions.priority")}</MenuItem>
            {!isAll && (
              <MenuItem onSelect={() => openPicker("macros", target)}>{t("actions.macros")}</MenuItem>
            )}
            <MenuSeparator />
            <MenuItem onSelect={() => status("open")}>{t("inbox.reopen")}</MenuItem>
            <MenuItem onSelect={() => status("pending")}>{t("bulk.pending")}</MenuItem>
            <MenuItem onSelect={() => all("read")}>{t("bulk.read")}</MenuItem>
            <MenuItem onSelect={() => all("unread")}>{t("bulk.unread")}</MenuItem>
          </MenuContent>
        </Menu>
      </div>
    </section>
  );
}
