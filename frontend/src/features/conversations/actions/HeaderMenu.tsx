import { useNavigate } from "@tanstack/react-router";
import { AlarmClock, Ellipsis, Flag, Link2, MailOpen, Tag, Users, Zap } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Conversation } from "@/shared/api/types";
import { Key } from "@/shared/ui/Key";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "@/shared/ui/Menu";
import { toast } from "@/shared/ui/toast";
import { withoutMessage } from "../list/ConversationRow";
import { openPicker, type PickerName } from "./picker";
import { useBulk } from "./useRun";

function Item({
  icon,
  shortcut,
  onSelect,
  children,
}: {
  icon: ReactNode;
  shortcut?: string;
  onSelect: () => void;
  children: string;
}) {
  return (
    <MenuItem onSelect={onSelect} className="[&>svg]:size-4 [&>svg]:shrink-0">
      {icon}
      <span className="flex-1">{children}</span>
      {shortcut && (
        <span aria-hidden="true" className="pointer-coarse:hidden">
          <Key>{shortcut}</Key>
        </span>
      )}
    </MenuItem>
  );
}

/** Everything that can be done with a conversation and has no button of its own in its heading. */
export function HeaderMenu({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const bulk = useBulk();
  const navigate = useNavigate();
  const target = { ids: [conversation.id] };
  const pick = (name: PickerName) => () => openPicker(name, target);
  const markUnread = () => {
    bulk(target, { action: "unread" });
    // A thread that stays open is read at once.
    void navigate({ to: "/inbox", search: withoutMessage });
  };
  const copyLink = async () => {
    await navigator.clipboard?.writeText(`${window.location.origin}/inbox/${conversation.id}`);
    toast.success(t("actions.copied"));
  };
  return (
    <Menu>
      <MenuTrigger
        aria-label={t("actions.more")}
        className="grid size-9 shrink-0 place-items-center rounded-xl text-ink-2 hover:bg-sunken hover:text-ink pointer-coarse:size-11"
      >
        <Ellipsis className="size-[18px]" />
      </MenuTrigger>
      <MenuContent align="end" className="w-60">
        <Item icon={<AlarmClock />} shortcut="S" onSelect={pick("snooze")}>
          {t("actions.snooze")}
        </Item>
        <Item icon={<Tag />} shortcut="L" onSelect={pick("labels")}>
          {t("actions.labels")}
        </Item>
        <Item icon={<Flag />} shortcut="P" onSelect={pick("priority")}>
          {t("actions.priority")}
        </Item>
        <Item icon={<Zap />} shortcut="M" onSelect={pick("macros")}>
          {t("actions.macros")}
        </Item>
        <Item icon={<Users />} onSelect={pick("participants")}>
          {t("actions.participants")}
        </Item>
        <MenuSeparator />
        <Item icon={<MailOpen />} onSelect={markUnread} shortcut="U">
          {t("bulk.unread")}
        </Item>
        <Item icon={<Link2 />} onSelect={copyLink}>
          {t("actions.copyLink")}
        </Item>
      </MenuContent>
    </Menu>
  );
}
