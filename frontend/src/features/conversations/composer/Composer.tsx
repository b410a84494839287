import { Clock, Lock, Paperclip, Reply, SendHorizontal, X } from "lucide-react";
import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Conversation } from "@/shared/api/types";
import { cn } from "@/shared/lib/cn";
import { IconButton } from "@/shared/ui/IconButton";
import { Segmented } from "@/shared/ui/Segmented";
import { COMPOSER_ID } from "./ids";
import { UploadChips } from "./UploadChips";
import type { ComposerState } from "./useComposer";
import { useReplyWindow } from "./useReplyWindow";
import { useTypingSignal } from "./useTypingSignal";

type ComposerProps = { conversation: Conversation; composer: ComposerState };

function WindowBanner() {
  const { t } = useTranslation();
  return (
    <p className="flex items-start gap-2 rounded-t-[20px] bg-honey-soft px-4 py-2.5 text-[13px] text-honey">
      <Clock aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <span>
        <strong className="font-semibold">{t("composer.windowClosed")}</strong>{" "}
        {t("composer.windowClosedText")}
      </span>
    </p>
  );
}

export function Composer({ conversation, composer }: ComposerProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const signalTyping = useTypingSignal(conversation.id);
  const isNote = composer.mode === "note";
  const isOpen = useReplyWindow(conversation.window);
  const isClosed = !isNote && !isOpen;

  useEffect(() => {
    if (composer.replyTo) input.current?.focus();
  }, [composer.replyTo]);

  function send(): void {
    if (isClosed) return;
    signalTyping(false);
    composer.send();
    input.current?.focus();
  }
  function onKeyDown(event: KeyboardEvent): void {
    // 229: Safari reports the Enter that ends a composition without isComposing.
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing || event.keyCode === 229)
      return;
    event.preventDefault();
    send();
  }
  function onPaste(event: ClipboardEvent): void {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    composer.attach(event.clipboardData.files);
  }

  return (
    <div className="px-2 pb-[max(0.5rem,env(safe-area-inset-bottom))] md:px-6 md:pb-5">
      <div
        className={cn(
          "mx-auto max-w-3xl rounded-[22px] border shadow-card transition-colors focus-within:border-line-strong",
          isNote ? "border-honey-line bg-honey-soft" : "bg-surface",
        )}
      >
        {isClosed && <WindowBanner />}
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
        <UploadChips uploads={composer.uploads} onRemove={composer.removeUpload} />
        <textarea
          ref={input}
          id={COMPOSER_ID}
          rows={1}
          value={composer.text}
          onChange={(event) => {
            composer.setText(event.target.value);
            if (!isNote) signalTyping(event.target.value !== "");
          }}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          aria-label={t(isNote ? "composer.noteLabel" : "composer.replyLabel", {
            name: conversation.contact.name,
          })}
          placeholder={t(isNote ? "composer.notePlaceholder" : "composer.replyPlaceholder")}
          className="block field-sizing-content max-h-48 min-h-12 w-full resize-none bg-transparent px-4 pt-3.5 pb-1 outline-none"
        />
        <div className="flex items-center gap-1.5 px-2.5 pb-2.5">
          <Segmented
            label={t("composer.mode")}
            value={composer.mode}
            onChange={composer.setMode}
            className={cn("rounded-[10px] p-0.5", isNote && "bg-honey-line/40")}
            options={[
              { value: "reply", label: t("composer.reply") },
              {
                value: "note",
                label: t("composer.note"),
                icon: <Lock aria-hidden="true" className="size-3.5" />,
              },
            ]}
          />
          <IconButton
            label={t("composer.attach")}
            onClick={() => picker.current?.click()}
            disabled={isClosed}
          >
            <Paperclip className="size-[18px]" />
          </IconButton>
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
          <span className="ml-auto text-xs text-ink-3 max-md:hidden">{t("composer.hint")}</span>
          <IconButton
            label={t(isNote ? "composer.saveNote" : "composer.send")}
            look="primary"
            onClick={send}
            disabled={isClosed || !composer.canSend}
            className="ml-1 rounded-full max-md:ml-auto"
          >
            <SendHorizontal className="size-[18px]" />
          </IconButton>
        </div>
      </div>
    </div>
  );
}
