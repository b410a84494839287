import { useQueryClient } from "@tanstack/react-query";
import { AlarmClock, CircleCheck, RotateCcw, UserRoundCheck } from "lucide-react";
import { type RefObject, useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import { cn } from "@/shared/lib/cn";
import { openPicker } from "../actions/picker";
import { useConversationActions } from "../actions/useConversationActions";
import { journalOf } from "./catchUp";
import { type Deed, deedAhead, deedAt, SLOP_PX } from "./swipe";

type Held = { id: string; isResolved: boolean; row: HTMLElement; link: HTMLElement };
type Pull = Held & { px: number };

const LOOKS = {
  resolve: { Icon: CircleCheck, className: "bg-sage-soft text-sage" },
  reopen: { Icon: RotateCcw, className: "bg-sage-soft text-sage" },
  assign: { Icon: UserRoundCheck, className: "flex-row-reverse bg-primary-soft text-primary" },
  snooze: { Icon: AlarmClock, className: "flex-row-reverse bg-honey-soft text-honey" },
} as const;

/** What lies under the row and tells what letting go will do. */
function Under({ pull }: { pull: Pull }) {
  const { t } = useTranslation();
  const deed = deedAhead(pull.px, pull.isResolved);
  const { Icon, className } = LOOKS[deed];
  const words = {
    resolve: t("inbox.resolve"),
    reopen: t("inbox.reopen"),
    assign: t("keys.assignToMe"),
    snooze: t("actions.snooze"),
  };
  return (
    <div
      aria-hidden="true"
      className={cn(
        "absolute inset-x-2 top-0 -z-10 flex h-[80px] items-center gap-2 rounded-2xl px-5 text-sm font-semibold",
        className,
        !deedAt(pull.px, pull.isResolved) && "opacity-60",
      )}
    >
      <Icon className="size-5" />
      {words[deed]}
    </div>
  );
}

function shift(link: HTMLElement, px: number): void {
  link.style.transform = px ? `translateX(${px}px)` : "";
  link.style.backgroundColor = px ? "var(--surface)" : "";
}

/** Rows that a finger pulls aside: a shortcut for what the thread's own buttons and the keys E, Shift A and S do. */
export function Swipes({ pane }: { pane: RefObject<HTMLElement | null> }) {
  const client = useQueryClient();
  const [pull, setPull] = useState<Pull | null>(null);
  const { resolve, reopen, assignToMe } = useConversationActions(pull?.id ?? "");

  const deeds: Record<Deed, (id: string) => void> = {
    resolve,
    reopen,
    snooze: (id) => openPicker("snooze", { ids: [id] }),
    assign: assignToMe,
  };
  const latest = useRef(deeds);
  latest.current = deeds;

  useEffect(() => {
    const list = pane.current;
    if (!list) return;
    let begun: { held: Held; x: number; y: number; pointer: number } | null = null;
    let px = 0;
    const end = () => {
      if (begun) shift(begun.held.link, 0);
      begun = null;
      px = 0;
      setPull(null);
    };
    const down = (event: PointerEvent) => {
      const link = (event.target as HTMLElement).closest<HTMLElement>("[data-conversation]");
      const row = link?.closest("li");
      const id = link?.dataset.conversation;
      if (event.pointerType === "mouse" || !event.isPrimary || !link || !row || !id) return;
      const isResolved = journalOf(client).get(id)?.status === "resolved";
      begun = {
        held: { id, isResolved, row, link },
        x: event.clientX,
        y: event.clientY,
        pointer: event.pointerId,
      };
    };
    const move = (event: PointerEvent) => {
      if (!begun || event.pointerId !== begun.pointer) return;
      const gone = event.clientX - begun.x;
      if (px === 0) {
        if (Math.abs(gone) < SLOP_PX || Math.abs(gone) < Math.abs(event.clientY - begun.y)) return;
        list.setPointerCapture(event.pointerId);
      }
      const { held } = begun;
      const before = deedAt(px, held.isResolved);
      px = gone;
      if (deedAt(px, held.isResolved) !== before) navigator.vibrate?.(8);
      shift(held.link, px);
      setPull({ ...held, px });
    };
    const up = (event: PointerEvent) => {
      if (!begun || event.pointerId !== begun.pointer) return;
      const { held } = begun;
      const deed = deedAt(px, held.isResolved);
      const wasPulled = px !== 0;
      if (deed) latest.current[deed](held.id);
      end();
      // The finger that let go of a row did not mean to open it.
      if (wasPulled) swallowClick(list);
    };
    list.addEventListener("pointerdown", down);
    list.addEventListener("pointermove", move);
    list.addEventListener("pointerup", up);
    list.addEventListener("pointercancel", end);
    return () => {
      end();
      list.removeEventListener("pointerdown", down);
      list.removeEventListener("pointermove", move);
      list.removeEventListener("pointerup", up);
      list.removeEventListener("pointercancel", end);
    };
  }, [pane, client]);

  return pull && createPortal(<Under pull={pull} />, pull.row);
}

function swallowClick(list: HTMLElement): void {
  const stop = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  list.addEventListener("click", stop, { capture: true, once: true });
  setTimeout(() => list.removeEventListener("click", stop, { capture: true }), 50);
}
