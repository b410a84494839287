import {
  AlarmClock,
  Check,
  ExternalLink,
  Flag,
  Hand,
  Link2,
  Mail,
  MailOpen,
  RotateCcw,
  Sparkles,
  SquareCheck,
  Tag,
  UserRoundCheck,
  UserRoundPlus,
  Zap,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Conversation } from "@/shared/api/types";
import { useContactName } from "@/shared/i18n/contactName";
import { Menu, MenuContent, MenuLabel, MenuSeparator, MenuTrigger } from "@/shared/ui/Menu";
import { ActionItem } from "../actions/ActionItem";
import { openPicker, type PickerName, type Target } from "../actions/picker";
import { useErrands } from "../actions/useErrands";
import { useBulk, useRun } from "../actions/useRun";
import { selection, toggleRow } from "../bulk/selection";
import type { Filters } from "./filters";

/** Where the menu stands on the screen, and the row that it was asked for. */
export type MenuAt = { id: string; x: number; y: number; row: HTMLElement };

type RowMenuProps = {
  at: MenuAt;
  conversation: Conversation;
  filters: Filters;
  count: number;
  openId: string | null;
  onClose: () => void;
};

/** A row that is ticked speaks for everything that is. */
function meant(id: string, filters: Filters, count: number): Target {
  const held = selection.get();
  if (held.isAll) return { shown: filters, count };
  return held.ids.has(id) ? { ids: [...held.ids] } : { ids: [id] };
}

/** What the right mouse button, a long press or Shift+F10 offers on a row, without opening it. */
export function RowMenu({ at, conversation, filters, count, openId, onClose }: RowMenuProps) {
  const { t } = useTranslation();
  const nameOf = useContactName();
  const target = meant(at.id, filters, count);
  const { one, run, isOne } = useRun(target);
  const bulk = useBulk();
  const { markUnread, copyLink } = useErrands(openId);
  const { status, unread, agent_mode } = conversation;
  const address = `/inbox/${at.id}`;
  const several = "ids" in target ? target.ids.length : target.count;
  const pick = (name: PickerName) => () => openPicker(name, target);
  const setStatus = (value: "open" | "resolved", single: () => void) => () =>
    run({ action: "status", value }, single);
  return (
    // Not modal: the page behind stays in the accessibility tree, so nothing that can be focused is hidden.
    <Menu modal={false} defaultOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      <MenuTrigger asChild>
        <span aria-hidden="true" className="fixed size-px" style={{ left: at.x, top: at.y }} />
      </MenuTrigger>
      <MenuContent
        align="start"
        sideOffset={2}
        aria-labelledby={undefined}
        aria-label={t("actions.more")}
        className="w-60"
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          at.row.focus({ preventScroll: true });
        }}
      >
        <MenuLabel>
          {isOne
            ? nameOf(conversation.contact)
            : "ids" in target
              ? t("bulk.selected", { count: several })
              : t("bulk.everything")}
        </MenuLabel>
        {(!isOne || status !== "resolved") && (
          <ActionItem icon={<Check />} shortcut="E" onSelect={setStatus("resolved", one.resolve)}>
            {t("inbox.resolve")}
          </ActionItem>
        )}
        {(!isOne || status !== "open") && (
          <ActionItem icon={<RotateCcw />} onSelect={setStatus("open", one.reopen)}>
            {t("inbox.reopen")}
          </ActionItem>
        )}
        <ActionItem icon={<AlarmClock />} shortcut="S" onSelect={pick("snooze")}>
          {t("actions.snooze")}
        </ActionItem>
        {isOne && status !== "resolved" && (
          <ActionItem
            icon={agent_mode === "autopilot" ? <Hand /> : <Sparkles />}
            shortcut="T"
            onSelect={agent_mode === "autopilot" ? one.takeOver : one.handBack}
          >
            {t(agent_mode === "autopilot" ? "inbox.takeOver" : "inbox.handBack")}
          </ActionItem>
        )}
        <MenuSeparator />
        <ActionItem
          icon={<UserRoundCheck />}
          onSelect={() => run({ action: "assignee", value: "me" }, one.assignToMe)}
        >
          {t("keys.assignToMe")}
        </ActionItem>
        <ActionItem icon={<UserRoundPlus />} shortcut="A" onSelect={pick("assign")}>
          {t("actions.assign")}
        </ActionItem>
        <ActionItem icon={<Tag />} shortcut="L" onSelect={pick("labels")}>
          {t("actions.labels")}
        </ActionItem>
        <ActionItem icon={<Flag />} shortcut="P" onSelect={pick("priority")}>
          {t("actions.priority")}
        </ActionItem>
        {"ids" in target && (
          <ActionItem icon={<Zap />} shortcut="M" onSelect={pick("macros")}>
            {t("actions.macros")}
          </ActionItem>
        )}
        <MenuSeparator />
        {(!isOne || unread > 0) && (
          <ActionItem icon={<MailOpen />} onSelect={() => bulk(target, { action: "read" })}>
            {t(isOne ? "actions.read" : "bulk.read")}
          </ActionItem>
        )}
        {(!isOne || unread === 0) && (
          <ActionItem icon={<Mail />} shortcut="U" onSelect={() => markUnread(target)}>
            {t(isOne ? "actions.unread" : "bulk.unread")}
          </ActionItem>
        )}
        {isOne && (
          <>
            <ActionItem icon={<SquareCheck />} shortcut="X" onSelect={() => toggleRow(at.id)}>
              {t("bulk.select")}
            </ActionItem>
            <ActionItem icon={<ExternalLink />} onSelect={() => window.open(address, "_blank", "noopener")}>
              {t("actions.newTab")}
            </ActionItem>
            <ActionItem icon={<Link2 />} onSelect={() => copyLink(at.id)}>
              {t("actions.copyLink")}
            </ActionItem>
          </>
        )}
      </MenuContent>
    </Menu>
  );
}
