import { queryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import type { Conversation } from "@/shared/api/types";
import { keys } from "./keys";
import { journalOf } from "./list/catchUp";

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

export const conversationQuery = (id: string) =>
  queryOptions({
    queryKey: keys.detail(id),
    queryFn: async ({ client }): Promise<Conversation> => {
      const answer = await ask(api.GET("/api/conversations/{id}/", { params: { path: { id } } }));
      const journal = journalOf(client);
      // A frame may have overtaken the answer.
      return journal.note(answer) ? answer : (journal.get(id) ?? answer);
    },
  });

export function markRead(id: string): Promise<Conversation> {
  return ask(api.POST("/api/conversations/{id}/read/", { params: { path: { id } } }));
}
