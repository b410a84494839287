import { Link } from "@tanstack/react-router";
import {
  ArrowLeft,
  Check,
  ChevronDown,
  Hand,
  PanelRight,
  RotateCcw,
  Sparkles,
  UserRound,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Conversation } from "@/shared/api/types";
import { useContactName } from "@/shared/i18n/contactName";
import { cn } from "@/shared/lib/cn";
import { useAbilities } from "@/shared/session";
import { Avatar } from "@/shared/ui/Avatar";
import { Button } from "@/shared/ui/Button";
import { ChannelIcon } from "@/shared/ui/ChannelIcon";
import { IconButton } from "@/shared/ui/IconButton";
import { Tip } from "@/shared/ui/Tip";
import { HeaderMenu } from "../actions/HeaderMenu";
import { HeaderState } from "../actions/HeaderState";
import { openPicker } from "../actions/picker";
import { useConversationActions } from "../actions/useConversationActions";
import { Lookers } from "./Lookers";

export type Person = { id: string; name: string };
type HeaderProps = {
  conversation: Conversation;
  isPanelOpen: boolean;
  onTogglePanel: () => void;
};

function AssigneeButton({ conversation }: Pick<HeaderProps, "conversation">) {
  const { t } = useTranslation();
  return (
    <Tip text={t("inbox.assignee")} shortcut="A">
      <Button
        look="quiet"
        size="sm"
        className="min-w-0 shrink px-2"
        onClick={() => openPicker("assign", { ids: [conversation.id] })}
      >
        <UserRound aria-hidden="true" className="size-4 shrink-0" />
        <span className="max-w-32 truncate @max-xl:sr-only">
          {conversation.assignee?.name ?? t("inbox.nobody")}
        </span>
        <ChevronDown aria-hidden="true" className="size-3.5 shrink-0 @max-xl:hidden" />
      </Button>
    </Tip>
  );
}

function MainAction({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const { takeOver, handBack, resolve, reopen, isPending } = useConversationActions(conversation.id);
  if (conversation.status === "resolved") {
    return (
      <Button look="primary" size="sm" onClick={reopen} disabled={isPending}>
        <RotateCcw aria-hidden="true" className="size-4" />
        {t("inbox.reopen")}
      </Button>
    );
  }
  const isAutopilot = conversation.agent_mode === "autopilot";
  return (
    <>
      <Tip text={t(isAutopilot ? "inbox.takeOverTip" : "inbox.handBackTip")} shortcut="T">
        <Button
          look={isAutopilot ? "soft" : "quiet"}
          size="sm"
          onClick={isAutopilot ? takeOver : handBack}
          disabled={isPending}
        >
          {isAutopilot ? (
            <Hand aria-hidden="true" className="size-4" />
          ) : (
            <Sparkles aria-hidden="true" className="size-4" />
          )}
          <span className={isAutopilot ? "@max-sm:sr-only" : "@max-2xl:sr-only"}>
            {t(isAutopilot ? "inbox.takeOver" : "inbox.handBack")}
          </span>
        </Button>
      </Tip>
      <Tip text={t("inbox.resolve")} shortcut="E">
        <Button size="sm" onClick={resolve} disabled={isPending}>
          <Check aria-hidden="true" className="size-4" />
          <span className="max-md:sr-only">{t("inbox.resolve")}</span>
        </Button>
      </Tip>
    </>
  );
}

export function ThreadHeader({ conversation, isPanelOpen, onTogglePanel }: HeaderProps) {
  const { t } = useTranslation();
  const { canReply } = useAbilities();
  const { contact, channel } = conversation;
  const name = useContactName()(contact);
  return (
    <>
      <header className="@container flex min-h-16 items-center gap-2 border-b bg-surface/70 px-2 py-2 md:px-5">
        {/* The list and its heading are not on the screen then. */}
        <h1 className="sr-only lg:hidden">{name}</h1>
        <Link
          to="/inbox"
          search={(old) => old}
          aria-label={t("inbox.back")}
          className="grid size-11 shrink-0 place-items-center rounded-xl text-ink-2 lg:hidden"
        >
          <ArrowLeft className="size-5" />
        </Link>
        <Link
          to="/inbox/$conversationId/contact"
          params={{ conversationId: conversation.id }}
          search={(old) => old}
          className="flex min-w-0 flex-1 items-center gap-3 rounded-xl xl:pointer-events-none"
        >
          <Avatar id={contact.id} name={name} className="max-md:hidden" />
          <span className="min-w-0">
            <span className="block truncate font-semibold">
              <span className="sr-only">{t("inbox.openContact")} </span>
              {name}
            </span>
            <span className="flex items-center gap-1.5 text-xs text-ink-2">
              <ChannelIcon kind={channel.kind} className="size-3.5" />
              <span className="truncate">{channel.name}</span>
            </span>
          </span>
        </Link>
        <Lookers conversation={conversation.id} />
        {canReply && (
          <span className={cn("shrink-0", conversation.agent_mode === "autopilot" && "max-sm:hidden")}>
            <AssigneeButton conversation={conversation} />
          </span>
        )}
        {canReply && <MainAction conversation={conversation} />}
        {canReply && <HeaderMenu conversation={conversation} />}
        <IconButton
          label={t(isPanelOpen ? "inbox.hidePanel" : "inbox.showPanel")}
          aria-pressed={isPanelOpen}
          onClick={onTogglePanel}
          className="max-xl:hidden"
        >
          <PanelRight className="size-[18px]" />
        </IconButton>
      </header>
      <HeaderState conversation={conversation} />
    </>
  );
}
