import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import { nextCursor, type Page } from "@/shared/api/paging";
import type { Conversation, Message, StoredFile } from "@/shared/api/types";
import { upload } from "@/shared/api/upload";
import { type Filters, keys } from "./keys";

const ROWS_PER_PAGE = 40;
const MESSAGES_PER_PAGE = 50;

export const conversationsQuery = (filters: Filters) =>
  infiniteQueryOptions({
    queryKey: keys.list(filters),
    queryFn: ({ pageParam }): Promise<Page<Conversation>> =>
      ask(
        api.GET("/api/conversations/", {
          params: {
            query: {
              status: filters.status,
              assignee: filters.assignee ?? undefined,
              agent: filters.agent ?? undefined,
              q: filters.q || undefined,
              limit: ROWS_PER_PAGE,
              cursor: pageParam ?? undefined,
            },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: nextCursor,
  });

export const conversationsWithQuery = (contactId: string) =>
  queryOptions({
    queryKey: keys.withContact(contactId),
    queryFn: async (): Promise<Conversation[]> =>
      (
        await ask(
          api.GET("/api/conversations/", {
            params: { query: { contact: contactId, status: "all", limit: 20 } },
          }),
        )
      ).results,
  });

export const countsQuery = queryOptions({
  queryKey: keys.counts,
  queryFn: () => ask(api.GET("/api/conversations/counts/")),
});

export const conversationQuery = (id: string) =>
  queryOptions({
    queryKey: keys.detail(id),
    queryFn: () => ask(api.GET("/api/conversations/{id}/", { params: { path: { id } } })),
  });

/** Pages go backwards in time: the next page is what stands before the oldest loaded message. */
export const messagesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: keys.messages(id),
    queryFn: ({ pageParam }): Promise<Page<Message>> =>
      ask(
        api.GET("/api/conversations/{id}/messages/", {
          params: { path: { id }, query: { before: pageParam ?? undefined, limit: MESSAGES_PER_PAGE } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => (page.next ? (page.results[0]?.id ?? null) : null),
  });

export type ConversationChange = {
  status?: Conversation["status"];
  assignee?: string | null;
  agent_mode?: Conversation["agent_mode"];
};

export const TAKE_OVER: ConversationChange = { agent_mode: "off", assignee: "me", status: "open" };
export const HAND_BACK: ConversationChange = { agent_mode: "autopilot", assignee: null, status: "pending" };

export function changeConversation(id: string, change: ConversationChange): Promise<Conversation> {
  return ask(api.PATCH("/api/conversations/{id}/", { params: { path: { id } }, body: change }));
}

export function markRead(id: string): Promise<Conversation> {
  return ask(api.POST("/api/conversations/{id}/read/", { params: { path: { id } } }));
}

export type OutgoingMessage = {
  client_id: string;
  text: string;
  attachments: string[];
  reply_to: string | null;
  private: boolean;
};

export function sendMessage(id: string, message: OutgoingMessage): Promise<Message> {
  return ask(
    api.POST("/api/conversations/{id}/messages/", {
      params: { path: { id } },
      body: { kind: "text", undo_s: 0, ...message },
    }),
  );
}

export function retryMessage(id: string, messageId: string): Promise<Message> {
  return ask(
    api.POST("/api/conversations/{id}/messages/{message_id}/retry/", {
      params: { path: { id, message_id: messageId } },
    }),
  );
}

export function uploadAttachment(file: File, onProgress: (share: number) => void): Promise<StoredFile> {
  return upload<StoredFile>("/api/attachments/", "file", [file], onProgress);
}
