import type { QueryClient } from "@tanstack/react-query";
import type { Message } from "@/shared/api/types";
import type { LiveHandlers } from "@/shared/ws/handlers";
import { outbox } from "../composer/outbox";
import { type ServerDraft, serverDrafts } from "../composer/serverDrafts";
import { noteSent } from "../composer/undo";
import { applyMessage, dropMessage } from "./cache";
import { eachThread, messageJournalOf } from "./catchUp";
import { type AgentTurnState, typing } from "./typing";
import { type Looker, viewers } from "./viewers";

export function showMessage(client: QueryClient, message: Message): void {
  if (messageJournalOf(client).note(message)) {
    eachThread(client, message.conversation, (thread) => applyMessage(thread, message));
  }
  if (message.client_id) {
    noteSent(message.client_id, message.id);
    outbox.settle(message.conversation, message.client_id);
  }
  if (message.direction === "in") typing.clear(message.conversation);
}

export function hideMessage(client: QueryClient, conversation: string, id: string): void {
  messageJournalOf(client).drop(conversation, id);
  eachThread(client, conversation, (thread) => dropMessage(thread, id));
}

export const threadHandlers: LiveHandlers = {
  "message.created": (frame, { client }) => showMessage(client, frame.data as Message),
  "message.updated": (frame, { client }) => showMessage(client, frame.data as Message),
  "message.deleted": (frame, { client }) => {
    const { id, conversation } = frame.data as { id: string; conversation: string };
    hideMessage(client, conversation, id);
  },
  typing: (frame, { memberId }) => {
    const { conversation, who, state } = frame.data as {
      conversation: string;
      who: Looker;
      state?: "on" | "off";
    };
    if (who.id !== memberId) typing.person(conversation, who, state !== "off");
  },
  viewing: (frame, { memberId }) => {
    const { conversation, who } = frame.data as { conversation: string; who: Looker[] };
    viewers.see(
      conversation,
      who.filter((one) => one.id !== memberId),
    );
  },
  "draft.updated": (frame) => serverDrafts.hear(frame.data as ServerDraft),
  "agent.turn": (frame) => {
    const { conversation, state } = frame.data as { conversation: string; state: AgentTurnState };
    typing.agent(conversation, state);
  },
};
