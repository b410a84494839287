import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/shared/lib/cn";
import { stored } from "@/shared/lib/stored";

type Side = "list" | "panel";
const FROM_PX = 260;
const TO_PX = 560;
const STEP_PX = 16;

function held(width: number): number {
  return Math.round(Math.min(TO_PX, Math.max(FROM_PX, width)));
}

/** The line between two panes, drawn aside by the pointer or by arrow keys; a double click makes it usual again. */
function Divider({ side, label }: { side: Side; label: string }) {
  const line = useRef<HTMLDivElement>(null);
  const drag = useRef<{ x: number; width: number } | null>(null);
  const [width, setWidth] = useState(FROM_PX);
  const sign = side === "list" ? 1 : -1;

  const measure = () => {
    const thread = line.current?.parentElement;
    const pane = side === "list" ? thread?.previousElementSibling : thread?.nextElementSibling;
    return Math.round(pane?.getBoundingClientRect().width ?? FROM_PX);
  };
  const put = (next: number | null) => {
    const panes = line.current?.closest<HTMLElement>("[data-panes]");
    if (next === null) panes?.style.removeProperty(`--${side}`);
    else panes?.style.setProperty(`--${side}`, `${held(next)}px`);
    stored.set(`width.${side}`, next === null ? null : String(held(next)));
    setWidth(held(measure()));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: what stands there at first
  useEffect(() => setWidth(held(measure())), []);

  const onPointerDown = (event: PointerEvent) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, width: measure() };
  };
  const onPointerMove = (event: PointerEvent) => {
    if (drag.current) put(drag.current.width + sign * (event.clientX - drag.current.x));
  };
  const end = () => {
    drag.current = null;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -STEP_PX, ArrowRight: STEP_PX }[event.code];
    if (!by) return;
    event.preventDefault();
    put(measure() + sign * by);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule that moves is no thematic break
    <div
      ref={line}
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={label}
      aria-valuemin={FROM_PX}
      aria-valuemax={TO_PX}
      aria-valuenow={width}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={end}
      onPointerCancel={end}
      onDoubleClick={() => put(null)}
      onKeyDown={onKeyDown}
      className={cn(
        "absolute inset-y-0 z-10 w-1.5 cursor-col-resize touch-none transition-colors hover:bg-primary/30 focus-visible:bg-primary",
        side === "list" ? "-left-1 max-lg:hidden" : "-right-1 max-xl:hidden",
      )}
    />
  );
}

export function Dividers({ hasPanel }: { hasPanel: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      <Divider side="list" label={t("inbox.listWidth")} />
      {hasPanel && <Divider side="panel" label={t("inbox.panelWidth")} />}
    </>
  );
}
