import { useQuery } from "@tanstack/react-query";
import { ALargeSmall, Lock, Mic, Reply, SendHorizontal, Smile, TriangleAlert, X } from "lucide-react";
import { Popover } from "radix-ui";
import {
  type ClipboardEvent,
  type KeyboardEvent,
  lazy,
  type ReactNode,
  Suspense,
  useEffect,
  useRef,
  useState,
} from "react";
import { useTranslation } from "react-i18next";
import type { Conversation } from "@/shared/api/types";
import { useContactName } from "@/shared/i18n/contactName";
import { useErrorText } from "@/shared/i18n/errorText";
import { cn } from "@/shared/lib/cn";
import { IconButton } from "@/shared/ui/IconButton";
import { Segmented } from "@/shared/ui/Segmented";
import { toast } from "@/shared/ui/toast";
import { accountsQuery, fillReply } from "./api";
import { ComposerHead } from "./ComposerHead";
import { FormatBar } from "./FormatBar";
import type { FormKind } from "./forms";
import { habitsQuery, keptHabits } from "./habits";
import { COMPOSER_ID, THREAD_ID } from "./ids";
import { LaterMenu } from "./LaterMenu";
import { loadOf } from "./limits";
import { PlusMenu } from "./PlusMenu";
import { SUGGESTIONS_ID, SuggestionList, suggestionId } from "./SuggestionList";
import { UploadChips } from "./UploadChips";
import type { ComposerState } from "./useComposer";
import { useField } from "./useField";
import { useReplyWindow } from "./useReplyWindow";
import { type Suggestion, useSuggestions } from "./useSuggestions";
import { useTypingSignal } from "./useTypingSignal";
import { useUndo } from "./useUndo";

const EmojiPicker = lazy(async () => ({ default: (await import("./EmojiPicker")).EmojiPicker }));
const Recorder = lazy(async () => ({ default: (await import("./Recorder")).Recorder }));
const FormDialog = lazy(async () => ({ default: (await import("./forms")).FormDialog }));

const COUNTED_FROM = 0.8;
const canRecord = () => "MediaRecorder" in window && Boolean(navigator.mediaDevices?.getUserMedia);

type ComposerProps = {
  conversation: Conversation;
  composer: ComposerState;
  people: readonly { id: string; name: string }[];
  later: string | null;
  onLater: (startAt: string | null) => void;
  tools?: ReactNode;
};

export function Composer({ conversation, composer, people, later, onLater, tools }: ComposerProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const nameOf = useContactName();
  const input = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const signalTyping = useTypingSignal(conversation.id);
  const [form, setForm] = useState<FormKind | null>(null);
  const [isFormatting, setFormatting] = useState(false);
  const [isRecording, setRecording] = useState(false);
  const [missing, setMissing] = useState<readonly string[]>([]);
  const [isEmojiOpen, setEmojiOpen] = useState(false);
  const { data: accounts } = useQuery(accountsQuery);
  const { data: habits } = useQuery(habitsQuery);
  const sendsWithMod = habits ? habits.send_key === "mod_enter" : keptHabits().sendsWithMod;
  const isNote = composer.mode === "note";
  const channel = composer.channel ?? { ...conversation.channel, window: conversation.window };
  const can = accounts?.find((account) => account.id === channel.id)?.capabilities ?? null;
  const window = useReplyWindow(channel.window);
  const isClosed = !isNote && !window.isOpen;
  const load = loadOf(composer.text, composer.files.length, isNote ? null : can);
  const field = useField(input, { text: composer.text, isNote, onText: composer.setText });
  const suggestions = useSuggestions(conversation, composer.channel?.id ?? null, field.trigger, people);
  const isSuggesting = field.trigger !== null && suggestions.items.length > 0;
  useUndo(conversation.id, composer.text === "" && composer.files.length === 0, composer.restore);

  useEffect(() => {
    if (composer.replyTo) input.current?.focus();
  }, [composer.replyTo]);

  function send(sendAt?: string): void {
    if (isClosed || !composer.canSend) return;
    signalTyping(false);
    setMissing([]);
    composer.send(sendAt ? { sendAt } : {});
    input.current?.focus();
  }

  /** Put the sign that opens the list of ready answers or of colleagues where the caret is. */
  function callFor(sign: "/" | "@"): void {
    const before = composer.text.slice(0, input.current?.selectionStart ?? composer.text.length);
    field.insert(before && !/\s$/.test(before) ? ` ${sign}` : sign);
  }

  async function pick(item: Suggestion): Promise<void> {
    if (item.kind === "person") {
      composer.mention({ id: item.id, name: item.name }, field.complete(`@${item.name} `));
      return;
    }
    try {
      const filled = await fillReply(conversation.id, item.reply.id, true);
      field.complete(filled.text);
      composer.addFiles(filled.attachments);
      setMissing(filled.missing);
    } catch (error) {
      toast.error(errorText(error));
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    // 229: Safari reports the Enter that ends a composition without isComposing.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    const mod = event.ctrlKey || event.metaKey;
    if (isSuggesting && onSuggestionKey(event)) {
      event.preventDefault();
      return;
    }
    if (event.key === "Enter" && !event.shiftKey && !event.altKey) {
      if (sendsWithMod && !mod) return;
      event.preventDefault();
      if (!suggestions.isBehind) send();
    } else if (event.code === "Enter" && event.altKey) {
      event.preventDefault();
      document.querySelector<HTMLElement>('[data-tool="later"]')?.click();
    } else if (mod && (event.code === "KeyB" || event.code === "KeyI")) {
      const mark = event.code === "KeyB" ? "bold" : "italic";
      if (!isNote && !can?.formatting.includes(mark)) return;
      event.preventDefault();
      field.mark(mark);
    } else if (mod && (event.code === "Slash" || (event.code === "Digit2" && event.shiftKey))) {
      // A Ukrainian layout has no "@" at all, and "/" is somewhere else.
      if (event.code === "Digit2" && !isNote) return;
      event.preventDefault();
      callFor(event.code === "Slash" ? "/" : "@");
    } else if (event.code === "ArrowUp" && composer.text === "") {
      event.preventDefault();
      document.getElementById(THREAD_ID)?.focus();
    }
  }

  function onSuggestionKey(event: KeyboardEvent): boolean {
    const item = suggestions.items[suggestions.at];
    if (event.code === "ArrowDown") suggestions.move(1);
    else if (event.code === "ArrowUp") suggestions.move(-1);
    else if (event.code === "Escape") field.closeTrigger();
    else if ((event.code === "Enter" || event.code === "Tab") && !event.shiftKey && item) void pick(item);
    else return false;
    return true;
  }

  function onPaste(event: ClipboardEvent): void {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    composer.attach(event.clipboardData.files);
  }

  const isFull = load.max > 0 && load.length > load.max * COUNTED_FROM;
  const formatting = isNote ? [] : (can?.formatting ?? []);
  const active = suggestions.items[suggestions.at];
  return (
    <div className="px-2 pb-[max(0.5rem,env(safe-area-inset-bottom))] md:px-6 md:pb-5">
      <div
        className={cn(
          "relative mx-auto max-w-3xl rounded-[22px] border shadow-card transition-colors focus-within:border-line-strong",
          isNote ? "border-honey-line bg-honey-soft" : "bg-surface",
        )}
      >
        {isSuggesting && (
          <SuggestionList
            conversation={conversation.id}
            items={suggestions.items}
            at={suggestions.at}
            onPoint={suggestions.point}
            onPick={(item) => void pick(item)}
          />
        )}
        <ComposerHead
          conversation={conversation}
          composer={composer}
          window={window}
          hasTemplates={Boolean(can?.has_templates)}
          onTemplate={() => setForm("template")}
        />
        <UploadChips composer={composer} />
        {missing.length > 0 && (
          <p
            role="status"
            className="mx-3 mt-3 flex items-center gap-2 rounded-xl bg-honey-soft py-1 pr-1 pl-3 text-[13px] text-honey"
          >
            <TriangleAlert aria-hidden="true" className="size-4 shrink-0" />
            <span className="flex-1">{t("write.missing", { names: missing.join(", ") })}</span>
            <IconButton label={t("common.close")} className="size-7" onClick={() => setMissing([])}>
              <X className="size-3.5" />
            </IconButton>
          </p>
        )}
        {isFormatting && formatting.length > 0 && <FormatBar has={formatting} onMark={field.mark} />}
        <textarea
          ref={input}
          id={COMPOSER_ID}
          rows={1}
          value={composer.text}
          onChange={(event) => {
            composer.setText(event.target.value);
            field.look();
            if (!isNote) signalTyping(event.target.value !== "");
          }}
          onSelect={field.look}
          onBlur={field.closeTrigger}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          aria-autocomplete="list"
          aria-controls={isSuggesting ? SUGGESTIONS_ID : undefined}
          aria-activedescendant={isSuggesting && active ? suggestionId(active.id) : undefined}
          aria-label={t(isNote ? "composer.noteLabel" : "composer.replyLabel", {
            name: nameOf(conversation.contact),
          })}
          placeholder={t(isNote ? "write.notePlaceholder" : "write.replyPlaceholder")}
          className="block field-sizing-content max-h-[min(14rem,30dvh)] min-h-12 w-full resize-none bg-transparent px-4 pt-3.5 pb-1 outline-none"
        />
        {isRecording ? (
          <Suspense fallback={<div className="h-14" />}>
            <Recorder
              onDone={(file) => composer.attach([file])}
              onClose={() => {
                setRecording(false);
                requestAnimationFrame(() => input.current?.focus());
              }}
            />
          </Suspense>
        ) : (
          <div className="flex items-center gap-0.5 px-2 pb-2 md:px-2.5 md:pb-2.5">
            <Segmented
              label={t("composer.mode")}
              value={composer.mode}
              onChange={composer.setMode}
              // On a phone the pictures stand alone: seven tools share 340 pixels.
              className={cn(
                "flex-nowrap rounded-[10px] p-0.5 max-md:*:px-2.5 max-md:[&_span]:sr-only",
                isNote && "bg-honey-line/40",
              )}
              options={[
                {
                  value: "reply",
                  label: t("composer.reply"),
                  icon: <Reply aria-hidden="true" className="size-4 md:hidden" />,
                },
                {
                  value: "note",
                  label: t("write.note"),
                  icon: <Lock aria-hidden="true" className="size-4 md:size-3.5" />,
                },
              ]}
            />
            <PlusMenu
              can={can}
              isNote={isNote}
              isClosed={isClosed}
              onFiles={() => picker.current?.click()}
              onReplies={() => callFor("/")}
              onForm={setForm}
            />
            {tools}
            <Popover.Root open={isEmojiOpen} onOpenChange={setEmojiOpen}>
              <Popover.Trigger
                aria-label={t("write.emoji")}
                title={t("write.emoji")}
                className="grid size-9 shrink-0 place-items-center rounded-xl text-ink-2 hover:bg-sunken hover:text-ink pointer-coarse:size-11 max-md:hidden"
              >
                <Smile aria-hidden="true" className="size-[18px]" />
              </Popover.Trigger>
              <Popover.Portal>
                <Popover.Content
                  aria-label={t("write.emoji")}
                  side="top"
                  collisionPadding={12}
                  sideOffset={8}
                  onCloseAutoFocus={(event) => event.preventDefault()}
                  className="z-50 rounded-2xl border bg-surface shadow-float animate-rise"
                >
                  <Suspense fallback={<div className="h-80 w-76" />}>
                    <EmojiPicker
                      onPick={(emoji) => {
                        setEmojiOpen(false);
                        field.insert(emoji);
                      }}
                    />
                  </Suspense>
                </Popover.Content>
              </Popover.Portal>
            </Popover.Root>
            {formatting.length > 0 && (
              <IconButton
                label={t("write.format")}
                aria-pressed={isFormatting}
                onClick={() => setFormatting(!isFormatting)}
                className={cn("max-md:hidden", isFormatting && "bg-sunken text-ink")}
              >
                <ALargeSmall className="size-5" />
              </IconButton>
            )}
            {canRecord() && (
              <IconButton label={t("write.record")} disabled={isClosed} onClick={() => setRecording(true)}>
                <Mic className="size-[18px]" />
              </IconButton>
            )}
            <input
              ref={picker}
              type="file"
              multiple
              hidden
              onChange={(event) => {
                composer.attach(event.target.files ?? []);
                event.target.value = "";
              }}
            />
            <span
              role="status"
              className={cn(
                "ml-auto min-w-0 truncate text-xs tabular-nums md:pl-2",
                load.messages > 1 ? "font-medium text-honey" : "text-ink-2",
              )}
            >
              {isFull && `${load.length} / ${load.max}`}
              {isFull && load.messages > 1 && " · "}
              {load.messages > 1 && t("write.parts", { count: load.messages })}
            </span>
            {!isNote && (
              <LaterMenu
                isDisabled={isClosed || !composer.canSend}
                closesAt={window.closesAt}
                onPick={send}
                picking={later}
                onPicking={onLater}
              />
            )}
            <IconButton
              label={t(isNote ? "composer.saveNote" : "composer.send")}
              shortcut={sendsWithMod ? "Ctrl Enter" : "Enter"}
              look="primary"
              onClick={() => send()}
              disabled={isClosed || !composer.canSend}
              className="shrink-0 rounded-full"
            >
              <SendHorizontal className="size-[18px]" />
            </IconButton>
          </div>
        )}
      </div>
      {form && (
        <Suspense fallback={null}>
          <FormDialog
            kind={form}
            text={composer.text}
            account={channel.id}
            maxButtons={can?.max_buttons ?? 3}
            maxRows={can?.max_list_rows ?? 10}
            onClose={() => setForm(null)}
            onSend={(made) => {
              composer.sendForm(made);
              if (made.text !== undefined) composer.setText("");
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
