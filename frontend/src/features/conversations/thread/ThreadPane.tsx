import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Paperclip } from "lucide-react";
import { type DragEvent, type ReactNode, useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Conversation, Message } from "@/shared/api/types";
import { useErrorText } from "@/shared/i18n/errorText";
import { useAbilities } from "@/shared/session";
import { Failed } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { conversationQuery, retryMessage } from "../api";
import { messageGist } from "../components/preview";
import { Composer } from "../composer/Composer";
import { useComposer } from "../composer/useComposer";
import { showMessage } from "../liveBinding";
import { Thread } from "./Thread";
import { type Person, ThreadHeader } from "./ThreadHeader";
import { useMarkRead } from "./useMarkRead";

type PaneProps = {
  conversationId: string;
  people: readonly Person[];
  why: (turnId: string) => ReactNode;
  isPanelOpen: boolean;
  onTogglePanel: () => void;
};

function OpenThread({
  conversation,
  ...props
}: Omit<PaneProps, "conversationId"> & { conversation: Conversation }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const { canReply } = useAbilities();
  const [unreadAtOpening] = useState(conversation.unread);
  const [isDraggedOver, setDraggedOver] = useState(false);
  const composer = useComposer(conversation.id);
  useMarkRead(conversation);

  const { mutate: retry } = useMutation({
    mutationFn: (message: Message) => retryMessage(conversation.id, message.id),
    onSuccess: (message) => showMessage(client, message),
    onError: (error) => toast.error(errorText(error)),
  });
  const { setReplyTo, setMode } = composer;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the setters wrap React's stable ones; a new function each render would redraw every bubble
  const onReply = useCallback(
    (message: Message) => {
      setMode("reply");
      setReplyTo({ id: message.id, text: messageGist(t, message), sender_name: message.sender.name });
    },
    [t],
  );
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setDraggedOver(false);
    if (canReply) composer.attach(event.dataTransfer.files);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut for the attach button
    <div
      className="relative flex h-full min-h-0 flex-col"
      onDragOver={(event) => {
        event.preventDefault();
        setDraggedOver(true);
      }}
      onDragLeave={(event) => event.currentTarget === event.target && setDraggedOver(false)}
      onDrop={onDrop}
    >
      <ThreadHeader
        conversation={conversation}
        people={props.people}
        isPanelOpen={props.isPanelOpen}
        onTogglePanel={props.onTogglePanel}
      />
      <Thread
        conversation={conversation.id}
        unreadAtOpening={unreadAtOpening}
        onReply={onReply}
        onRetry={retry}
        why={props.why}
        canReply={canReply}
      />
      {canReply ? (
        <Composer conversation={conversation} composer={composer} />
      ) : (
        <p className="border-t px-6 py-4 text-center text-sm text-ink-2">{t("composer.viewer")}</p>
      )}
      {isDraggedOver && canReply && (
        <div className="pointer-events-none absolute inset-3 z-20 grid place-items-center rounded-3xl border-2 border-dashed border-primary bg-primary-soft/90 text-primary animate-fade">
          <p className="flex items-center gap-2 font-semibold">
            <Paperclip aria-hidden="true" className="size-5" />
            {t("composer.drop")}
          </p>
        </div>
      )}
    </div>
  );
}

export function ThreadPane({ conversationId, ...props }: PaneProps) {
  const { data, error, refetch } = useQuery(conversationQuery(conversationId));
  if (data) return <OpenThread key={conversationId} conversation={data} {...props} />;
  if (error) return <Failed error={error} onRetry={() => refetch()} className="h-full" />;
  return null;
}
