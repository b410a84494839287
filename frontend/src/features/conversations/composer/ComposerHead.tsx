import { ChevronDown, Clock, Eye, Reply, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Conversation } from "@/shared/api/types";
import { useLanguage } from "@/shared/i18n";
import { serverNow } from "@/shared/lib/clock";
import { fullWhen } from "@/shared/lib/dates";
import { Button } from "@/shared/ui/Button";
import { ChannelIcon } from "@/shared/ui/ChannelIcon";
import { IconButton } from "@/shared/ui/IconButton";
import { Menu, MenuContent, MenuLabel, MenuRadioGroup, MenuRadioItem, MenuTrigger } from "@/shared/ui/Menu";
import { usePresence } from "../thread/typing";
import { EnvelopeLine } from "./EnvelopeLine";
import type { ComposerState } from "./useComposer";
import { type ReplyWindow, replyWindow } from "./useReplyWindow";

const SOON_MS = 6 * 60 * 60_000;

function useLeft(): (ms: number) => string {
  const { t } = useTranslation();
  return (ms) => {
    const minutes = Math.max(1, Math.floor(ms / 60_000));
    const hours = Math.floor(minutes / 60);
    return hours
      ? t("write.leftHours", { hours, minutes: minutes % 60 })
      : t("write.leftMinutes", { minutes });
  };
}

function ChannelMenu({ conversation, composer }: { conversation: Conversation; composer: ComposerState }) {
  const { t } = useTranslation();
  const left = useLeft();
  const current = composer.channel;
  if (conversation.channels.length < 2 || !current) return null;
  return (
    <Menu>
      <MenuTrigger className="flex min-h-8 min-w-0 items-center gap-1.5 rounded-lg px-2 text-[13px] font-medium hover:bg-sunken pointer-coarse:min-h-11">
        <span className="sr-only">{t("write.channel")}: </span>
        <ChannelIcon kind={current.kind} className="size-4" />
        <span className="max-w-40 truncate">{current.name}</span>
        <ChevronDown aria-hidden="true" className="size-3.5 text-ink-2" />
      </MenuTrigger>
      <MenuContent align="start" side="top">
        <MenuLabel>{t("write.channel")}</MenuLabel>
        <MenuRadioGroup value={current.id} onValueChange={composer.setChannel}>
          {conversation.channels.map((channel) => {
            const { isOpen, leftMs } = replyWindow(channel.window, serverNow());
            return (
              <MenuRadioItem key={channel.id} value={channel.id}>
                <span className="flex items-center gap-2">
                  <ChannelIcon kind={channel.kind} className="size-4" />
                  <span>
                    {channel.name}
                    <span className="block text-xs text-ink-2">
                      {isOpen
                        ? leftMs === null
                          ? t("write.always")
                          : left(leftMs)
                        : t("inbox.windowClosedShort")}
                    </span>
                  </span>
                </span>
              </MenuRadioItem>
            );
          })}
        </MenuRadioGroup>
      </MenuContent>
    </Menu>
  );
}

function WindowNote({ window }: { window: ReplyWindow }) {
  const { t } = useTranslation();
  const left = useLeft();
  const language = useLanguage();
  const { isOpen, isForPeople, leftMs, closesAt } = window;
  if (!isOpen || leftMs === null || (leftMs > SOON_MS && !isForPeople)) return null;
  return (
    <p className="flex min-w-0 items-center gap-1.5 text-xs text-honey">
      <Clock aria-hidden="true" className="size-3.5 shrink-0" />
      <span className="truncate">
        {isForPeople && closesAt !== null
          ? t("write.peopleOnly", { when: fullWhen(new Date(closesAt).toISOString(), language) })
          : left(leftMs)}
      </span>
    </p>
  );
}

function Closed({ hasTemplates, onTemplate }: { hasTemplates: boolean; onTemplate: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-t-[20px] bg-honey-soft px-4 py-2.5 text-[13px] text-honey">
      <p className="flex min-w-56 flex-1 items-start gap-2">
        <Clock aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
        <span>
          <strong className="font-semibold">{t("composer.windowClosed")}</strong> {t("write.closedText")}
        </span>
      </p>
      {hasTemplates && (
        <Button size="sm" onClick={onTemplate}>
          {t("write.sendTemplate")}
        </Button>
      )}
    </div>
  );
}

type HeadProps = {
  conversation: Conversation;
  composer: ComposerState;
  window: ReplyWindow;
  hasTemplates: boolean;
  onTemplate: () => void;
};

/** What must be known before writing: where it goes and until when, who else is writing, what it answers. */
export function ComposerHead({ conversation, composer, window, hasTemplates, onTemplate }: HeadProps) {
  const { t } = useTranslation();
  const { people } = usePresence(conversation.id);
  const isNote = composer.mode === "note";
  const colleagues = people.filter((person) => person.kind !== "contact");
  const hasLine = !isNote && (conversation.channels.length > 1 || (window.isOpen && window.leftMs !== null));
  return (
    <>
      {!isNote && !window.isOpen && <Closed hasTemplates={hasTemplates} onTemplate={onTemplate} />}
      {!isNote && colleagues.length > 0 && (
        <p
          role="status"
          className="mx-3 mt-3 flex items-center gap-2 rounded-xl bg-coral-soft px-3 py-2 text-[13px] font-medium text-coral"
        >
          <Eye aria-hidden="true" className="size-4 shrink-0" />
          {t("write.collision", {
            count: colleagues.length,
            names: colleagues.map((person) => person.name).join(", "),
          })}
        </p>
      )}
      {hasLine && (
        <div className="flex items-center gap-2 px-2 pt-2 empty:hidden">
          <ChannelMenu conversation={conversation} composer={composer} />
          <WindowNote window={window} />
        </div>
      )}
      {composer.usual && window.isOpen && (
        <EnvelopeLine usual={composer.usual} envelope={composer.envelope} onChange={composer.setEnvelope} />
      )}
      {composer.other && (
        <div className="mx-3 mt-3 flex flex-wrap items-center gap-2 rounded-xl bg-sunken px-3 py-2 text-[13px]">
          <p className="min-w-40 flex-1">
            <span className="font-medium">{t("write.otherDraft")}</span>{" "}
            <span className="line-clamp-2 text-ink-2">{composer.other.text}</span>
          </p>
          <Button size="sm" onClick={composer.takeOther}>
            {t("write.takeOther")}
          </Button>
          <IconButton label={t("common.discard")} className="size-8" onClick={composer.forgetOther}>
            <X className="size-4" />
          </IconButton>
        </div>
      )}
      {composer.replyTo && !isNote && (
        <div className="mx-3 mt-3 flex items-center gap-2 rounded-xl bg-sunken px-3 py-2 text-[13px]">
          <Reply aria-hidden="true" className="size-4 shrink-0 text-primary" />
          <p className="min-w-0 flex-1 truncate">
            <span className="font-medium">{composer.replyTo.sender_name}</span>{" "}
            <span className="text-ink-2">{composer.replyTo.text}</span>
          </p>
          <IconButton
            label={t("composer.cancelReply")}
            className="size-7"
            onClick={() => composer.setReplyTo(null)}
          >
            <X className="size-4" />
          </IconButton>
        </div>
      )}
    </>
  );
}
