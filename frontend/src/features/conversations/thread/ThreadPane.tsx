import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Paperclip } from "lucide-react";
import { type DragEvent, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Conversation, Message } from "@/shared/api/types";
import { teamsQuery } from "@/shared/directory";
import { useHotkeys } from "@/shared/lib/useHotkeys";
import { useAbilities, useMe } from "@/shared/session";
import { Failed } from "@/shared/ui/States";
import { conversationQuery } from "../api";
import { accountsQuery } from "../composer/api";
import { Composer } from "../composer/Composer";
import { THREAD_ID } from "../composer/ids";
import { outbox } from "../composer/outbox";
import { useComposer } from "../composer/useComposer";
import type { BubbleContext } from "./actions";
import { threadQuery } from "./api";
import { messagesOf } from "./cache";
import type { Copilot } from "./copilot";
import { type Target, Thread } from "./Thread";
import { type Person, ThreadHeader } from "./ThreadHeader";
import { useMarkRead } from "./useMarkRead";
import { useMessageActions } from "./useMessageActions";
import { useLookAt } from "./viewers";

type PaneProps = {
  conversationId: string;
  people: readonly Person[];
  why: (turnId: string) => ReactNode;
  copilot: Copilot;
  isPanelOpen: boolean;
  onTogglePanel: () => void;
};
/** `hasMoved`: we have been elsewhere, so the end means the end and no longer the first unread message. */
type Place = { around: string | null; target: Target | null; hasMoved: boolean };

const OPENED: Place = { around: null, target: null, hasMoved: false };
const AT_END: Place = { around: null, target: null, hasMoved: true };

/** Where in the thread we stand: at its end, or around a message that a link, a search or a quote led to. */
function usePlace(conversation: string) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { message } = useSearch({ strict: false });
  const [place, setPlace] = useState<Place>(OPENED);
  const count = useRef(0);

  const goTo = useCallback(
    (id: string) => {
      count.current += 1;
      const target = { id, nonce: count.current };
      setPlace((held) => {
        const query = threadQuery(conversation, held.around);
        const isLoaded = messagesOf(client.getQueryData(query.queryKey)).some((one) => one.id === id);
        return { around: isLoaded ? held.around : id, target, hasMoved: true };
      });
    },
    [client, conversation],
  );

  useEffect(() => {
    if (!message) return;
    goTo(message);
    // The address has led here; kept, it would follow into the next conversation.
    void navigate({ to: ".", search: (old) => ({ ...old, message: undefined }), replace: true });
  }, [message, goTo, navigate]);

  const goToEnd = useCallback(() => setPlace(AT_END), []);
  return { place, goTo, goToEnd };
}

function useBubbleContext(
  conversation: Conversation,
  people: readonly Person[],
  rest: Pick<BubbleContext, "act" | "why">,
): BubbleContext {
  const { canReply } = useAbilities();
  const memberId = useMe().member?.id ?? null;
  const { data: accounts } = useQuery(accountsQuery);
  const { data: teams } = useQuery(teamsQuery);
  const { act, why } = rest;
  const channels = conversation.channels;
  return useMemo(() => {
    const reactive = new Set(
      (accounts ?? []).flatMap(({ id, capabilities }) => (capabilities.can_react ? id : [])),
    );
    return {
      act,
      why,
      canReply,
      memberId,
      canReact: (message: Message) =>
        !message.deleted &&
        (message.private ||
          (reactive.has(message.channel.id) && !["scheduled", "queued", "failed"].includes(message.status))),
      names: [...people, ...(teams ?? [])].map(({ name }) => name),
      channelNames: Object.fromEntries(channels.map(({ id, name }) => [id, name])),
    };
  }, [act, why, canReply, memberId, accounts, teams, people, channels]);
}

function OpenThread({
  conversation,
  ...props
}: Omit<PaneProps, "conversationId"> & { conversation: Conversation }) {
  const { t } = useTranslation();
  const { canReply } = useAbilities();
  const memberId = useMe().member?.id ?? null;
  const [unreadAtOpening] = useState(conversation.unread);
  const [isDraggedOver, setDraggedOver] = useState(false);
  const [later, setLater] = useState<string | null>(null);
  const composer = useComposer(conversation);
  const { place, goTo, goToEnd } = usePlace(conversation.id);
  const channelNames = useMemo(
    () => Object.fromEntries(conversation.channels.map(({ id, name }) => [id, name])),
    [conversation.channels],
  );
  const { act, dialogs } = useMessageActions({
    conversation,
    composer,
    memberId,
    channelNames,
    onJump: goTo,
    onEditScheduled: setLater,
    translate: props.copilot.translate,
  });
  const context = useBubbleContext(conversation, props.people, { act, why: props.why });
  useMarkRead(conversation);
  useLookAt(conversation.id);
  useHotkeys({ KeyV: () => document.getElementById(THREAD_ID)?.focus() });
  useEffect(() => {
    if (memberId) outbox.open(memberId);
  }, [memberId]);

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
        setDraggedOver(event.dataTransfer.types.includes("Files"));
      }}
      onDragLeave={(event) => event.currentTarget === event.target && setDraggedOver(false)}
      onDrop={onDrop}
    >
      <ThreadHeader
        conversation={conversation}
        isPanelOpen={props.isPanelOpen}
        onTogglePanel={props.onTogglePanel}
      />
      <Thread
        key={place.around ?? "end"}
        conversation={conversation}
        unreadAtOpening={place.hasMoved ? 0 : unreadAtOpening}
        around={place.around}
        target={place.target}
        onEnd={goToEnd}
        context={context}
      />
      {canReply && props.copilot.draft(conversation)}
      {canReply ? (
        <Composer
          conversation={conversation}
          composer={composer}
          people={props.people}
          later={later}
          onLater={setLater}
          tools={props.copilot.tools({ conversation, text: composer.text, setText: composer.setText })}
        />
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
      {dialogs}
    </div>
  );
}

export function ThreadPane({ conversationId, ...props }: PaneProps) {
  const { data, error, refetch } = useQuery(conversationQuery(conversationId));
  if (data) return <OpenThread key={conversationId} conversation={data} {...props} />;
  if (error) return <Failed error={error} onRetry={() => refetch()} className="h-full" />;
  return null;
}
