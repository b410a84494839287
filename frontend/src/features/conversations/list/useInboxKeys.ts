import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useHotkeys } from "@/shared/lib/useHotkeys";
import { openSearch } from "@/shared/search";
import { openPicker, type PickerName, type Target } from "../actions/picker";
import { useConversationActions } from "../actions/useConversationActions";
import { useErrands } from "../actions/useErrands";
import { useBulk } from "../actions/useRun";
import { conversationQuery } from "../api";
import { clearSelection, extendTo, selection, toggleRow } from "../bulk/selection";
import { COMPOSER_ID } from "../composer/ids";
import { withoutMessage } from "./ConversationRow";
import { type Filters, type ListSearch, TABS, type Tab } from "./filters";

export type KeysOptions = {
  ids: readonly string[];
  openId: string | null;
  canReply: boolean;
  filters: Filters;
  isContactOpen: boolean;
  onTogglePanel: () => void;
};

function writeIn(mode: "reply" | "note"): void {
  const field = document.getElementById(COMPOSER_ID);
  const choice = field
    ?.closest("form, section, div:has(input[type=radio])")
    ?.querySelector<HTMLInputElement>(`input[type="radio"][value="${mode}"]`);
  choice?.click();
  field?.focus();
}

function focusedRow(): string | null {
  const row = document.activeElement?.closest<HTMLElement>("[data-conversation]");
  return row?.dataset.conversation ?? null;
}

/** The single letters of the inbox; they work only while no field has the focus. Ticked rows come before the open one. */
export function useInboxKeys(options: KeysOptions): void {
  const { ids, openId, canReply, filters, isContactOpen, onTogglePanel } = options;
  const navigate = useNavigate();
  const client = useQueryClient();
  const bulk = useBulk();
  const { markUnread } = useErrands(openId);
  const { resolve, takeOver, handBack, assignToMe } = useConversationActions(openId ?? "");

  const go = (step: number): string | undefined => {
    const at = openId ? ids.indexOf(openId) : -1;
    const next = at < 0 ? ids[0] : ids[at + step];
    if (next)
      navigate({ to: "/inbox/$conversationId", params: { conversationId: next }, search: withoutMessage });
    return next;
  };
  const target = (): Target | null => {
    const held = selection.get();
    if (held.isAll) return { shown: filters, count: ids.length };
    if (held.ids.size > 0) return { ids: [...held.ids] };
    return openId ? { ids: [openId] } : null;
  };
  const pick = (name: PickerName) => () => {
    const meant = target();
    if (meant && canReply) openPicker(name, meant);
  };
  const whenOpen = (action: () => void) => () => openId && canReply && action();
  const tick = (isRange: boolean) => () => {
    const row = focusedRow() ?? openId ?? ids[0];
    if (!row || !canReply) return;
    if (isRange) extendTo(row, ids);
    else toggleRow(row);
  };
  const steer = () => {
    const held = openId ? client.getQueryData(conversationQuery(openId).queryKey) : undefined;
    if (held?.agent_mode === "autopilot") takeOver();
    else handBack();
  };
  const tickNext = (step: number) => () => {
    if (!canReply) return;
    if (openId && !selection.get().ids.has(openId)) toggleRow(openId);
    const next = go(step);
    if (next && !selection.get().ids.has(next)) toggleRow(next);
  };

  const goToTab = (tab: Tab) => () =>
    navigate({
      to: ".",
      search: (old: ListSearch) => ({ ...old, tab: tab === "all" ? undefined : tab }),
      replace: true,
    });
  const showCustomer = () => {
    if (!openId) return;
    // Where three panes find no room the customer has a page of their own.
    if (window.matchMedia("(min-width: 80rem)").matches) return onTogglePanel();
    const params = { conversationId: openId };
    if (isContactOpen) void navigate({ to: "/inbox/$conversationId", params, search: (old) => old });
    else void navigate({ to: "/inbox/$conversationId/contact", params, search: (old) => old });
  };

  useHotkeys({
    ...Object.fromEntries(TABS.map((tab, index) => [`Digit${index + 1}`, goToTab(tab)])),
    KeyJ: () => go(1),
    KeyK: () => go(-1),
    "Shift+KeyJ": tickNext(1),
    "Shift+KeyK": tickNext(-1),
    KeyX: tick(false),
    "Shift+KeyX": tick(true),
    KeyE: () => {
      if (selection.get().ids.size === 0) return whenOpen(resolve)();
      const meant = target();
      if (meant && canReply) bulk(meant, { action: "status", value: "resolved" });
    },
    "Shift+KeyE": whenOpen(() => {
      resolve();
      go(1);
    }),
    KeyR: whenOpen(() => writeIn("reply")),
    KeyN: whenOpen(() => writeIn("note")),
    KeyA: pick("assign"),
    "Shift+KeyA": () => {
      const meant = target();
      if (!meant || !canReply) return;
      if ("ids" in meant && meant.ids.length === 1 && meant.ids[0] === openId) assignToMe();
      else bulk(meant, { action: "assignee", value: "me" });
    },
    KeyL: pick("labels"),
    KeyS: pick("snooze"),
    KeyM: pick("macros"),
    KeyP: pick("priority"),
    KeyT: whenOpen(steer),
    KeyO: showCustomer,
    KeyF: () => openId && openSearch("", openId),
    KeyU: () => {
      const meant = target();
      if (!meant || !canReply) return;
      markUnread(meant);
    },
    Escape: () => {
      if (selection.get().ids.size > 0) clearSelection();
      else if (openId) navigate({ to: "/inbox", search: withoutMessage });
    },
  });
}
