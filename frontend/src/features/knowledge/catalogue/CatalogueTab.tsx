import { useInfiniteQuery } from "@tanstack/react-query";
import { Package, Plus, Search } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { flatten } from "@/shared/api/paging";
import { useLanguage } from "@/shared/i18n";
import { useDebounced } from "@/shared/lib/useDebounced";
import { useAbilities } from "@/shared/session";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { Confirm } from "@/shared/ui/Confirm";
import { TextField } from "@/shared/ui/Field";
import { More } from "@/shared/ui/More";
import { RowActions } from "@/shared/ui/RowActions";
import { Bones, Empty, Failed } from "@/shared/ui/States";
import { TableImport } from "@/shared/ui/TableImport";
import { useRemoval } from "@/shared/ui/useRemoval";
import { deleteItem, type Item, importItems, itemsKey, itemsQuery } from "./api";
import { ItemForm } from "./ItemForm";

function priceOf({ price, price_to, currency }: Item, language: string): string {
  if (price === null) return "";
  const format = new Intl.NumberFormat(language, { style: "currency", currency, minimumFractionDigits: 0 });
  return price_to === null
    ? format.format(Number(price))
    : format.formatRange(Number(price), Number(price_to));
}

/** Products, properties and whatever else has a name and a price. */
export function CatalogueTab() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { canManage } = useAbilities();
  const [text, setText] = useState("");
  const q = useDebounced(text.trim(), 300);
  const [edited, setEdited] = useState<Item | "new" | null>(null);
  const list = useInfiniteQuery(itemsQuery(q));
  const { data, error, isPending, refetch } = list;
  const removal = useRemoval<Item>(deleteItem, itemsKey);
  const items = flatten(data);
  return (
    <div className="flex flex-col gap-4">
      <p className="text-sm text-ink-2">{t("catalogue.text")}</p>
      <div className="flex flex-wrap items-end gap-2">
        <div className="min-w-48 flex-1">
          <TextField
            label={t("catalogue.find")}
            isLabelHidden
            type="search"
            prefix={<Search aria-hidden="true" className="size-4" />}
            placeholder={t("catalogue.find")}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        {canManage && (
          <>
            <TableImport load={importItems} listKey={itemsKey} hint={t("catalogue.importHint")} />
            <Button look="primary" onClick={() => setEdited("new")}>
              <Plus aria-hidden="true" className="size-4" />
              {t("catalogue.add")}
            </Button>
          </>
        )}
      </div>
      {isPending && <Bones rows={4} className="h-14 rounded-2xl" />}
      {error && !data && <Failed error={error} onRetry={() => refetch()} />}
      {data && items.length === 0 && (
        <Empty
          picture={<Package />}
          title={t(q ? "catalogue.nothing" : "catalogue.empty")}
          text={q ? undefined : t("catalogue.emptyText")}
        />
      )}
      {items.length > 0 && (
        <ul className="divide-y rounded-3xl border bg-surface shadow-card">
          {items.map((item) => (
            <li key={item.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3 md:px-5">
              <div className="min-w-0 flex-1">
                <p className="truncate font-medium">{item.name}</p>
                <p className="truncate text-[13px] text-ink-2">
                  {[t(`catalogue.kinds.${item.kind}`), item.category, item.sku].filter(Boolean).join(" · ")}
                </p>
              </div>
              {!item.is_active && <Badge>{t("services.inactive")}</Badge>}
              {item.is_active && item.availability !== "available" && (
                <Badge tone="honey">{t(`catalogue.available.${item.availability}`)}</Badge>
              )}
              <span className="shrink-0 font-medium tabular-nums">{priceOf(item, language)}</span>
              {canManage && (
                <RowActions
                  name={item.name}
                  onEdit={() => setEdited(item)}
                  onDelete={() => removal.ask(item)}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      <More list={list} />
      {edited && <ItemForm item={edited === "new" ? null : edited} onClose={() => setEdited(null)} />}
      <Confirm
        {...removal.confirm}
        title={t("knowledge.delete", { name: removal.doomed?.name ?? "" })}
        text={t("catalogue.deleteText")}
        action={t("common.delete")}
        onConfirm={removal.onConfirm}
      />
    </div>
  );
}
