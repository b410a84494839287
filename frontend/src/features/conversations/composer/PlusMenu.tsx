import {
  LayoutTemplate,
  List,
  MapPin,
  MousePointerClick,
  Paperclip,
  Plus,
  UserRound,
  Zap,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/shared/ui/Menu";
import type { FormKind } from "./forms";
import type { Capabilities } from "./limits";

type PlusProps = {
  can: Capabilities | null;
  isNote: boolean;
  isClosed: boolean;
  onFiles: () => void;
  onReplies: () => void;
  onForm: (kind: FormKind) => void;
};

/** Everything that can be sent besides a text. */
export function PlusMenu({ can, isNote, isClosed, onFiles, onReplies, onForm }: PlusProps) {
  const { t } = useTranslation();
  const isForm = !isNote && !isClosed;
  return (
    <Menu>
      <MenuTrigger
        aria-label={t("write.more")}
        title={t("write.more")}
        className="grid size-9 shrink-0 place-items-center rounded-xl text-ink-2 hover:bg-sunken hover:text-ink pointer-coarse:size-11"
      >
        <Plus aria-hidden="true" className="size-5" />
      </MenuTrigger>
      <MenuContent align="start" side="top">
        <MenuItem onSelect={onFiles} disabled={!isNote && isClosed}>
          <Paperclip aria-hidden="true" className="size-4" />
          {t("composer.attach")}
        </MenuItem>
        <MenuItem onSelect={onReplies}>
          <Zap aria-hidden="true" className="size-4" />
          {t("write.canned")}
        </MenuItem>
        {isForm && (
          <>
            <MenuItem onSelect={() => onForm("location")}>
              <MapPin aria-hidden="true" className="size-4" />
              {t("write.location")}
            </MenuItem>
            <MenuItem onSelect={() => onForm("contacts")}>
              <UserRound aria-hidden="true" className="size-4" />
              {t("write.contacts")}
            </MenuItem>
          </>
        )}
        {isForm && Boolean(can?.max_buttons) && (
          <MenuItem onSelect={() => onForm("buttons")}>
            <MousePointerClick aria-hidden="true" className="size-4" />
            {t("write.buttons")}
          </MenuItem>
        )}
        {isForm && Boolean(can?.max_list_rows) && (
          <MenuItem onSelect={() => onForm("list")}>
            <List aria-hidden="true" className="size-4" />
            {t("write.list")}
          </MenuItem>
        )}
        {!isNote && can?.has_templates && (
          <MenuItem onSelect={() => onForm("template")}>
            <LayoutTemplate aria-hidden="true" className="size-4" />
            {t("write.sendTemplate")}
          </MenuItem>
        )}
      </MenuContent>
    </Menu>
  );
}
