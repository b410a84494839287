import { useQueryClient } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useCallback, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Conversation, Message } from "@/shared/api/types";
import { useLanguage } from "@/shared/i18n";
import { useErrorText } from "@/shared/i18n/errorText";
import { toast } from "@/shared/ui/toast";
import { useCopy } from "@/shared/ui/useCopy";
import { messageGist } from "../components/preview";
import type { ComposerState } from "../composer/useComposer";
import type { MessageAction } from "./actions";
import { cancelMessage, fetchFilesAgain, react, retryMessage } from "./api";
import { hideMessage, showMessage } from "./binding";
import { messagesOf, type Thread } from "./cache";
import type { Copilot } from "./copilot";
import { keeping } from "./keeping";
import { forgetTranslation, noteTranslation, translationOf, wordsOf } from "./translations";

const Gallery = lazy(async () => ({ default: (await import("./Gallery")).Gallery }));
const ForwardDialog = lazy(async () => ({ default: (await import("./ForwardDialog")).ForwardDialog }));
const DetailsDialog = lazy(async () => ({ default: (await import("./DetailsDialog")).DetailsDialog }));
const MailDialog = lazy(async () => ({ default: (await import("./MailDialog")).MailDialog }));

const TemplateForm = lazy(async () => ({ default: (await import("../composer/forms")).FormDialog }));

type Options = {
  conversation: Conversation;
  composer: ComposerState;
  memberId: string | null;
  channelNames: Readonly<Record<string, string>>;
  onJump: (messageId: string) => void;
  onEditScheduled: (sendAt: string) => void;
  translate: Copilot["translate"];
};
type Dialog = {
  action: "forward" | "details" | "media" | "mail" | "template";
  message: Message;
  value?: string;
};

function withReaction(message: Message, emoji: string, memberId: string | null): Message {
  const others = message.reactions.filter((reaction) =>
    message.private ? reaction.by_id !== memberId : reaction.by === "contact",
  );
  const mine = emoji && memberId ? [{ emoji, by: "member" as const, by_id: memberId }] : [];
  return { ...message, reactions: [...others, ...mine] };
}

/** What the buttons, menus and keys of messages do; `act` never changes, so that bubbles are not drawn again for it. */
export function useMessageActions(options: Options) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const language = useLanguage();
  const copy = useCopy();
  const [dialog, setDialog] = useState<Dialog | null>(null);

  const all = (id: string): Message[] =>
    client
      .getQueriesData<Thread>({ queryKey: ["conversations", "messages", id] })
      .flatMap(([, thread]) => messagesOf(thread));

  const attempt = (
    work: Promise<Message>,
    onDone: (message: Message) => void,
    onFail: () => void = () => {},
  ) =>
    work.then(onDone, (error: unknown) => {
      onFail();
      toast.error(errorText(error));
    });

  const ways: Record<MessageAction, (message: Message, value?: string) => void> = {
    reply: (message) => {
      options.composer.setMode("reply");
      options.composer.setReplyTo({
        id: message.id,
        text: messageGist(t, message),
        sender_name: message.sender.name,
      });
    },
    retry: (message) =>
      attempt(retryMessage(message.conversation, message.id), (next) => showMessage(client, next)),
    template: (message) => setDialog({ action: "template", message }),
    fetch: (message) =>
      attempt(fetchFilesAgain(message.conversation, message.id), (next) => showMessage(client, next)),
    react: (message, emoji = "") => {
      showMessage(client, withReaction(message, emoji, options.memberId));
      return attempt(
        react(message.conversation, message.id, emoji),
        (next) => showMessage(client, next),
        () => showMessage(client, message),
      );
    },
    copy: (message) => copy(message.text),
    keep: ({ direction, text }) => direction === "out" && text && keeping.update(() => text),
    translate: (message) => {
      if (!wordsOf(message)) return;
      if (translationOf(message)) return forgetTranslation(message);
      noteTranslation(message, null);
      const fail = (reason: string) => {
        forgetTranslation(message);
        toast.error(reason);
      };
      options.translate(wordsOf(message), language).then(
        ({ text, reason }) => (text ? noteTranslation(message, text) : fail(reason)),
        (error: unknown) => fail(errorText(error)),
      );
    },
    link: (message) => {
      const address = `${window.location.origin}/inbox/${message.conversation}?message=${message.id}`;
      return copy(address, t("thread.linkCopied"));
    },
    jump: (_message, id) => id && options.onJump(id),
    forward: (message) => setDialog({ action: "forward", message }),
    details: (message) => setDialog({ action: "details", message }),
    media: (message, value) => setDialog({ action: "media", message, value }),
    mail: (message) => setDialog({ action: "mail", message }),
    cancel: (message) =>
      attempt(cancelMessage(message.conversation, message.id), () => {
        hideMessage(client, message.conversation, message.id);
        toast.success(t("thread.scheduledCancelled"));
      }),
    edit: (message) =>
      attempt(cancelMessage(message.conversation, message.id), () => {
        hideMessage(client, message.conversation, message.id);
        options.composer.restore({
          text: message.text,
          files: filesOf(message),
          replyTo: null,
          isPrivate: false,
        });
        options.onEditScheduled(message.due_at ?? message.provider_at);
      }),
    sendNow: (message) =>
      attempt(cancelMessage(message.conversation, message.id), () => {
        hideMessage(client, message.conversation, message.id);
        options.composer.sendLetter({
          text: message.text,
          files: filesOf(message),
          replyTo: message.reply_to,
          isPrivate: false,
          channel: message.channel.id,
        });
      }),
  };
  const latest = useRef(ways);
  latest.current = ways;
  const act = useCallback(
    (action: MessageAction, message: Message, value?: string) => latest.current[action](message, value),
    [],
  );

  const close = () => setDialog(null);
  let shown: ReactNode = null;
  if (dialog?.action === "forward") shown = <ForwardDialog message={dialog.message} onClose={close} />;
  if (dialog?.action === "mail") shown = <MailDialog message={dialog.message} onClose={close} />;
  if (dialog?.action === "template") {
    const channel = dialog.message.channel.id;
    shown = (
      <TemplateForm
        kind="template"
        text=""
        account={channel}
        maxButtons={0}
        maxRows={0}
        onClose={close}
        onSend={(made) =>
          options.composer.sendLetter({
            ...made,
            text: "",
            files: [],
            replyTo: null,
            isPrivate: false,
            channel,
          })
        }
      />
    );
  }
  if (dialog?.action === "details") {
    const fresh = all(options.conversation.id).find((message) => message.id === dialog.message.id);
    const { channel } = dialog.message;
    shown = (
      <DetailsDialog
        message={fresh ?? dialog.message}
        channel={options.channelNames[channel.id] ?? channel.kind}
        onClose={close}
      />
    );
  }
  if (dialog?.action === "media") {
    const seen = new Map(all(options.conversation.id).map((message) => [message.id, message]));
    const items = [...seen.values()]
      .sort((a, b) => a.provider_at.localeCompare(b.provider_at))
      .flatMap((message) =>
        message.attachments
          .filter(
            ({ kind, state, url }) => (kind === "image" || kind === "video") && state === "ready" && url,
          )
          .map((attachment) => ({ attachment, message })),
      );
    shown = <Gallery items={items} startAt={dialog.value ?? ""} onClose={close} />;
  }
  return { act, dialogs: shown && <Suspense fallback={null}>{shown}</Suspense> };
}

function filesOf(message: Message) {
  return message.attachments.flatMap(({ url, name, size, content_type }) => {
    const id = url?.match(/attachments\/([^/]+)\//)?.[1];
    return id ? [{ id, name, size: size ?? 0, content_type, url: url ?? "" }] : [];
  });
}
