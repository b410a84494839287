import { AlarmClock, Ellipsis, Flag, Link2, Mail, Search, Tag, Users, Zap } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Conversation } from "@/shared/api/types";
import { openSearch } from "@/shared/search";
import { Menu, MenuContent, MenuSeparator, MenuTrigger } from "@/shared/ui/Menu";
import { ActionItem } from "./ActionItem";
import { openPicker, type PickerName } from "./picker";
import { useErrands } from "./useErrands";

/** Everything that can be done with a conversation and has no button of its own in its heading. */
export function HeaderMenu({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const { markUnread, copyLink } = useErrands(conversation.id);
  const target = { ids: [conversation.id] };
  const pick = (name: PickerName) => () => openPicker(name, target);
  return (
    <Menu>
      <MenuTrigger
        aria-label={t("actions.more")}
        className="grid size-9 shrink-0 place-items-center rounded-xl text-ink-2 hover:bg-sunken hover:text-ink pointer-coarse:size-11"
      >
        <Ellipsis className="size-[18px]" />
      </MenuTrigger>
      <MenuContent align="end" className="w-60">
        <ActionItem icon={<AlarmClock />} shortcut="S" onSelect={pick("snooze")}>
          {t("actions.snooze")}
        </ActionItem>
        <ActionItem icon={<Tag />} shortcut="L" onSelect={pick("labels")}>
          {t("actions.labels")}
        </ActionItem>
        <ActionItem icon={<Flag />} shortcut="P" onSelect={pick("priority")}>
          {t("actions.priority")}
        </ActionItem>
        <ActionItem icon={<Zap />} shortcut="M" onSelect={pick("macros")}>
          {t("actions.macros")}
        </ActionItem>
        <ActionItem icon={<Users />} onSelect={pick("participants")}>
          {t("actions.participants")}
        </ActionItem>
        <MenuSeparator />
        <ActionItem icon={<Search />} shortcut="F" onSelect={() => openSearch("", conversation.id)}>
          {t("search.inThread")}
        </ActionItem>
        <ActionItem icon={<Mail />} onSelect={() => markUnread(target)} shortcut="U">
          {t("actions.unread")}
        </ActionItem>
        <ActionItem icon={<Link2 />} onSelect={() => copyLink(conversation.id)}>
          {t("actions.copyLink")}
        </ActionItem>
      </MenuContent>
    </Menu>
  );
}
