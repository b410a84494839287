import type { QueryClient } from "@tanstack/react-query";
import type { Page } from "@/shared/api/paging";
import type { Conversation } from "@/shared/api/types";
import { sessionQuery } from "@/shared/session";
import { onceFetched, perClient } from "../keepUp";
import { keys } from "../keys";
import { belongs, type Filters, type Resolved, resolve } from "./filters";
import { Journal } from "./journal";
import { applyToList, type ConversationList, dropFromList } from "./live";

export const journalOf = perClient(() => new Journal());

function memberIdOf(client: QueryClient): string | null {
  const session = client.getQueryData(sessionQuery.queryKey);
  return session?.isSignedIn ? (session.me.member?.id ?? null) : null;
}

/** What a list asks for, its saved view looked up among those at hand. */
export function wantedBy(client: QueryClient, filters: Filters): Resolved {
  const views = client.getQueryData<{ id: string; filter: unknown; sort: string }[]>(keys.views);
  return resolve(
    filters,
    views?.find((view) => view.id === filters.view),
  );
}

/** Put one conversation into one list; return false when only the server can tell whether it belongs there. */
export function showInList(client: QueryClient, filters: Filters, conversation: Conversation): boolean {
  const memberId = memberIdOf(client);
  const wanted = wantedBy(client, filters);
  client.setQueryData<ConversationList>(keys.list(filters), (list) =>
    list ? applyToList(list, conversation, wanted, memberId) : list,
  );
  return belongs(conversation, wanted, memberId) !== null;
}

/** Ask for a page, and apply to the list what came by socket while the answer was on its way. */
export async function caughtUp(
  client: QueryClient,
  filters: Filters,
  fetchPage: () => Promise<Page<Conversation>>,
): Promise<Page<Conversation>> {
  const journal = journalOf(client);
  const mark = journal.mark();
  const page = await fetchPage();
  for (const conversation of page.results) journal.learn(conversation);
  onceFetched(client, keys.list(filters), () => {
    const { changed, dropped } = journal.since(mark);
    for (const conversation of changed) showInList(client, filters, conversation);
    for (const id of dropped) {
      client.setQueryData<ConversationList>(keys.list(filters), (list) => list && dropFromList(list, id));
    }
  });
  return page;
}
