import {
  BookmarkPlus,
  Copy,
  Forward,
  Info,
  Languages,
  Link2,
  MoreHorizontal,
  Reply,
  SmilePlus,
} from "lucide-react";
import { Popover } from "radix-ui";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Message } from "@/shared/api/types";
import { Key } from "@/shared/ui/Key";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/shared/ui/Menu";
import type { BubbleContext } from "./actions";
import { useTranslationOf, wordsOf } from "./translations";

const EmojiPicker = lazy(async () => ({ default: (await import("../composer/EmojiPicker")).EmojiPicker }));
const QUICK = ["👍", "❤️", "😂", "😮", "😢", "🙏"] as const;
const tool =
  "grid size-8 place-items-center rounded-full text-ink-2 hover:bg-sunken hover:text-ink pointer-coarse:size-11";

function ReactTool({ message, context }: { message: Message; context: BubbleContext }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [isWide, setWide] = useState(false);
  const choose = (emoji: string) => {
    setOpen(false);
    context.act("react", message, emoji);
  };
  return (
    <Popover.Root
      open={isOpen}
      onOpenChange={(open) => {
        setOpen(open);
        setWide(false);
      }}
    >
      <Popover.Trigger
        data-tool="react"
        aria-label={t("thread.react")}
        title={t("thread.react")}
        className={`${tool} pointer-coarse:hidden`}
      >
        <SmilePlus aria-hidden="true" className="size-4" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          aria-label={t("thread.react")}
          collisionPadding={12}
          sideOffset={6}
          className="z-50 rounded-2xl border bg-surface p-1.5 shadow-float animate-rise"
        >
          {isWide ? (
            <Suspense fallback={<div className="h-80 w-76" />}>
              <EmojiPicker onPick={choose} />
            </Suspense>
          ) : (
            <div className="flex items-center">
              {QUICK.map((emoji) => (
                <button
                  key={emoji}
                  type="button"
                  aria-label={t("thread.reactWith", { emoji })}
                  onClick={() => choose(emoji)}
                  className="grid size-10 place-items-center rounded-xl text-xl hover:bg-sunken"
                >
                  {emoji}
                </button>
              ))}
              <button
                type="button"
                aria-label={t("thread.moreEmoji")}
                onClick={() => setWide(true)}
                className="grid size-10 place-items-center rounded-xl text-ink-2 hover:bg-sunken"
              >
                <SmilePlus aria-hidden="true" className="size-5" />
              </button>
            </div>
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function MenuTool({ message, context }: { message: Message; context: BubbleContext }) {
  const { t } = useTranslation();
  const { act, canReply, canReact } = context;
  const canAnswer = canReply && !message.private && !message.deleted;
  const isTranslated = useTranslationOf(message) !== null;
  return (
    <Menu>
      <MenuTrigger
        data-tool="menu"
        aria-label={t("thread.actions")}
        title={t("thread.actions")}
        className={tool}
      >
        <MoreHorizontal aria-hidden="true" className="size-4" />
      </MenuTrigger>
      <MenuContent align="end">
        {canReply && canReact(message) && (
          <div className="flex justify-between px-1 pb-1 pointer-fine:hidden">
            {QUICK.map((emoji) => (
              <MenuItem
                key={emoji}
                aria-label={t("thread.reactWith", { emoji })}
                onSelect={() => act("react", message, emoji)}
                className="px-2 text-xl"
              >
                {emoji}
              </MenuItem>
            ))}
          </div>
        )}
        {canAnswer && (
          <MenuItem onSelect={() => act("reply", message)}>
            <Reply aria-hidden="true" className="size-4" />
            <span className="flex-1">{t("thread.reply")}</span>
            <Key>R</Key>
          </MenuItem>
        )}
        {message.text && (
          <MenuItem onSelect={() => act("copy", message)}>
            <Copy aria-hidden="true" className="size-4" />
            <span className="flex-1">{t("thread.copy")}</span>
            <Key>C</Key>
          </MenuItem>
        )}
        {canReply && message.direction === "out" && message.text && !message.deleted && (
          <MenuItem onSelect={() => act("keep", message)}>
            <BookmarkPlus aria-hidden="true" className="size-4" />
            <span className="flex-1">{t("thread.keep")}</span>
            <Key>S</Key>
          </MenuItem>
        )}
        {canReply && message.direction === "in" && wordsOf(message) && (
          <MenuItem onSelect={() => act("translate", message)}>
            <Languages aria-hidden="true" className="size-4" />
            <span className="flex-1">{t(isTranslated ? "thread.untranslate" : "thread.translate")}</span>
            <Key>T</Key>
          </MenuItem>
        )}
        {canReply && !message.deleted && (
          <MenuItem onSelect={() => act("forward", message)}>
            <Forward aria-hidden="true" className="size-4" />
            <span className="flex-1">{t("thread.forward")}</span>
            <Key>F</Key>
          </MenuItem>
        )}
        <MenuItem onSelect={() => act("link", message)}>
          <Link2 aria-hidden="true" className="size-4" />
          <span className="flex-1">{t("thread.link")}</span>
          <Key>L</Key>
        </MenuItem>
        <MenuItem onSelect={() => act("details", message)}>
          <Info aria-hidden="true" className="size-4" />
          <span className="flex-1">{t("thread.details")}</span>
          <Key>I</Key>
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}

/** Beside the bubble: shown by the pointer or by focus; on a touch screen the menu alone, always. */
export function MessageTools({ message, context }: { message: Message; context: BubbleContext }) {
  const { t } = useTranslation();
  const canAnswer =
    context.canReply && !message.private && !message.deleted && message.status !== "scheduled";
  return (
    <div className="flex shrink-0 self-center opacity-0 transition-opacity group-hover:opacity-100 focus-within:opacity-100 has-data-[state=open]:opacity-100 pointer-coarse:opacity-60">
      {context.canReply && context.canReact(message) && <ReactTool message={message} context={context} />}
      {canAnswer && (
        <button
          type="button"
          aria-label={t("message.reply")}
          title={t("message.reply")}
          onClick={() => context.act("reply", message)}
          className={`${tool} pointer-coarse:hidden`}
        >
          <Reply aria-hidden="true" className="size-4" />
        </button>
      )}
      <MenuTool message={message} context={context} />
    </div>
  );
}
