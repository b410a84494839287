import type { QueryClient } from "@tanstack/react-query";
import type { Contact, Conversation, Message } from "@/shared/api/types";
import type { LiveHandlers } from "@/shared/ws/handlers";
import { outbox } from "./composer/outbox";
import { type Filters, keys } from "./keys";
import {
  applyConversation,
  applyMessage,
  applyToList,
  type ConversationList,
  renameContact,
  type Thread,
} from "./live";
import { type AgentTurnState, typing } from "./thread/typing";

const COUNTS_SETTLE_MS = 400;
let countsTimer: ReturnType<typeof setTimeout> | undefined;

/** Counts are asked for again once a burst of frames has passed. */
function refreshCounts(client: QueryClient): void {
  clearTimeout(countsTimer);
  countsTimer = setTimeout(() => client.invalidateQueries({ queryKey: keys.counts }), COUNTS_SETTLE_MS);
}

export function showConversation(
  client: QueryClient,
  conversation: Conversation,
  memberId: string | null,
): void {
  client.setQueryData<Conversation>(keys.detail(conversation.id), (held) =>
    applyConversation(held, conversation),
  );
  for (const [key] of client.getQueriesData<ConversationList>({ queryKey: keys.lists })) {
    const filters = key[2] as Filters;
    client.setQueryData<ConversationList>(key, (list) => applyToList(list, conversation, filters, memberId));
  }
  refreshCounts(client);
}

export function showMessage(client: QueryClient, message: Message): void {
  client.setQueryData<Thread>(keys.messages(message.conversation), (thread) => applyMessage(thread, message));
  if (message.client_id) outbox.settle(message.conversation, message.client_id);
  if (message.direction === "in") typing.clear(message.conversation);
}

export const conversationHandlers: LiveHandlers = {
  "conversation.created": (frame, { client, memberId }) =>
    showConversation(client, frame.data as Conversation, memberId),
  "conversation.updated": (frame, { client, memberId }) =>
    showConversation(client, frame.data as Conversation, memberId),
  "message.created": (frame, { client }) => showMessage(client, frame.data as Message),
  "message.updated": (frame, { client }) => showMessage(client, frame.data as Message),
  "contact.updated": (frame, { client }) => {
    const contact = frame.data as Contact;
    client.setQueriesData<ConversationList>({ queryKey: keys.lists }, (list) => renameContact(list, contact));
    client.setQueriesData<Conversation>({ queryKey: ["conversations", "detail"] }, (held) =>
      held?.contact.id === contact.id ? { ...held, contact: { ...held.contact, name: contact.name } } : held,
    );
  },
  typing: (frame, { memberId }) => {
    const { conversation, who, state } = frame.data as {
      conversation: string;
      who: { id: string; name: string };
      state?: "on" | "off";
    };
    if (who.id !== memberId) typing.person(conversation, who, state !== "off");
  },
  "agent.turn": (frame) => {
    const { conversation, state } = frame.data as { conversation: string; state: AgentTurnState };
    typing.agent(conversation, state);
  },
};

export async function refetchConversations(client: QueryClient): Promise<void> {
  await client.invalidateQueries({ queryKey: keys.all });
}
