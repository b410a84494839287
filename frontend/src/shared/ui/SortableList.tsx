import { GripVertical } from "lucide-react";
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/shared/lib/cn";
import { moved, placeAt } from "@/shared/lib/order";

type SortableListProps<T> = {
  label: string;
  items: readonly T[];
  idOf: (item: T) => string;
  nameOf: (item: T, index: number) => string;
  onReorder: (items: T[]) => void;
  isFixed?: boolean;
  className?: string;
  rowClassName?: string;
  children: (item: T, handle: ReactNode, index: number) => ReactNode;
};

/** Rows that are put into order by their handle: dragged by pointer or finger, moved by the arrow keys. */
export function SortableList<T>(props: SortableListProps<T>) {
  const { label, items, idOf, nameOf, onReorder, isFixed, className, rowClassName, children } = props;
  const { t } = useTranslation();
  const list = useRef<HTMLUListElement>(null);
  const [dragged, setDragged] = useState<{ id: string; order: readonly T[] } | null>(null);
  const [said, setSaid] = useState("");
  const shown = dragged?.order ?? items;

  const tell = (item: T, order: readonly T[]) => {
    const at = order.indexOf(item);
    setSaid(t("sorting.moved", { name: nameOf(item, at), place: at + 1, count: order.length }));
  };
  const onKeyDown = (event: KeyboardEvent, item: T, index: number) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || index + step < 0 || index + step >= items.length) return;
    event.preventDefault();
    const order = moved(items, index, index + step);
    onReorder(order);
    tell(item, order);
  };
  const onPointerMove = (event: PointerEvent, item: T) => {
    if (dragged?.id !== idOf(item) || !list.current) return;
    const rows = [...list.current.children].map((row) => row.getBoundingClientRect());
    const from = dragged.order.findIndex((one) => idOf(one) === dragged.id);
    const to = placeAt(event.clientY, rows);
    if (to !== from) setDragged({ id: dragged.id, order: moved(dragged.order, from, to) });
  };
  const drop = () => {
    if (!dragged) return;
    const isMoved = dragged.order.some((item, index) => item !== items[index]);
    setDragged(null);
    if (isMoved) onReorder([...dragged.order]);
  };

  return (
    <>
      <ul ref={list} aria-label={label} className={className}>
        {shown.map((item, index) => (
          <li
            key={idOf(item)}
            className={cn(rowClassName, dragged?.id === idOf(item) && "relative z-10 bg-primary-soft")}
          >
            {children(
              item,
              isFixed || items.length < 2 ? null : (
                <button
                  type="button"
                  aria-label={t("sorting.move", { name: nameOf(item, index) })}
                  className="grid size-8 shrink-0 cursor-grab touch-none place-items-center rounded-lg text-ink-3 hover:bg-sunken hover:text-ink active:cursor-grabbing pointer-coarse:size-11"
                  onKeyDown={(event) => onKeyDown(event, item, index)}
                  onPointerDown={(event) => {
                    event.currentTarget.setPointerCapture(event.pointerId);
                    setDragged({ id: idOf(item), order: items });
                  }}
                  onPointerMove={(event) => onPointerMove(event, item)}
                  onPointerUp={drop}
                  onPointerCancel={() => setDragged(null)}
                >
                  <GripVertical aria-hidden="true" className="size-4" />
                </button>
              ),
              index,
            )}
          </li>
        ))}
      </ul>
      <p role="status" className="sr-only">
        {said}
      </p>
    </>
  );
}
