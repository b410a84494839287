import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import type { Page } from "@/shared/api/paging";
import type { components } from "@/shared/api/schema";
import type { Message } from "@/shared/api/types";
import { keys } from "../keys";
import { caughtUp } from "./catchUp";

const MESSAGES_PER_PAGE = 50;

type Place = { around?: string; before?: string; after?: string };
export type Attempt = components["schemas"]["Attempt"];

/** Newest page first. Without `around` the thread stands at its end; with it, at that message, open on both sides. */
export const threadQuery = (id: string, around: string | null = null) =>
  infiniteQueryOptions({
    queryKey: around ? [...keys.messages(id), around] : keys.messages(id),
    queryFn: ({ pageParam, client, queryKey }): Promise<Page<Message>> =>
      caughtUp(client, id, queryKey, () =>
        ask(
          api.GET("/api/conversations/{id}/messages/", {
            params: { path: { id }, query: { ...pageParam, limit: MESSAGES_PER_PAGE } },
          }),
        ),
      ),
    initialPageParam: (around ? { around } : {}) as Place,
    getNextPageParam: (page): Place | null =>
      page.next && page.results[0] ? { before: page.results[0].id } : null,
    getPreviousPageParam: (page): Place | null => {
      const last = page.results.at(-1);
      return page.previous && last ? { after: last.id } : null;
    },
  });

/** Names that other clients have for a message with files; ours goes by its attachments. */
type FileKind = "image" | "video" | "audio" | "document" | "sticker";

export type OutgoingMessage = {
  client_id: string;
  kind?: Exclude<components["schemas"]["NewMessageRequest"]["kind"], FileKind>;
  content?: Record<string, unknown>;
  text: string;
  attachments: string[];
  reply_to: string | null;
  private: boolean;
  mentions?: string[];
  channel?: string | null;
  send_at?: string | null;
  undo_s?: number;
  mail?: components["schemas"]["NewEnvelopeRequest"];
};

export function sendMessage(id: string, message: OutgoingMessage): Promise<Message> {
  return ask(
    api.POST("/api/conversations/{id}/messages/", {
      params: { path: { id } },
      body: { kind: "text", undo_s: 0, ...message },
    }),
  );
}

const at = (id: string, messageId: string) => ({ params: { path: { id, message_id: messageId } } });

export function retryMessage(id: string, messageId: string): Promise<Message> {
  return ask(api.POST("/api/conversations/{id}/messages/{message_id}/retry/", at(id, messageId)));
}

/** Take back a message that is not out yet; the answer holds what it was. */
export function cancelMessage(id: string, messageId: string): Promise<Message> {
  return ask(api.POST("/api/conversations/{id}/messages/{message_id}/cancel/", at(id, messageId)));
}

export function fetchFilesAgain(id: string, messageId: string): Promise<Message> {
  return ask(api.POST("/api/conversations/{id}/messages/{message_id}/fetch/", at(id, messageId)));
}

/** An empty emoji takes the reaction back. */
export function react(id: string, messageId: string, emoji: string): Promise<Message> {
  return ask(
    api.POST("/api/conversations/{id}/messages/{message_id}/react/", {
      ...at(id, messageId),
      body: { emoji },
    }),
  );
}

export function forward(id: string, messageId: string, to: string, clientId: string): Promise<Message> {
  return ask(
    api.POST("/api/conversations/{id}/messages/{message_id}/forward/", {
      ...at(id, messageId),
      body: { conversation: to, client_id: clientId },
    }),
  );
}

export const attemptsQuery = (id: string, messageId: string) =>
  queryOptions({
    queryKey: ["conversations", "attempts", messageId],
    queryFn: async (): Promise<Attempt[]> =>
      (await ask(api.GET("/api/conversations/{id}/messages/{message_id}/attempts/", at(id, messageId))))
        .results,
    staleTime: 0,
  });

export const conversationsFoundQuery = (q: string) =>
  queryOptions({
    queryKey: ["conversations", "forward", q],
    queryFn: async () =>
      (await ask(api.GET("/api/conversations/", { params: { query: { q: q || undefined, limit: 20 } } })))
        .results,
  });

export function mailPageUrl(id: string, messageId: string, withImages: boolean): string {
  return `/api/conversations/${id}/messages/${messageId}/html/${withImages ? "?images=1" : ""}`;
}
