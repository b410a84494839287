import type { QueryClient } from "@tanstack/react-query";
import type { Contact, Conversation } from "@/shared/api/types";
import { Store } from "@/shared/lib/store";
import type { LiveHandlers } from "@/shared/ws/handlers";
import { type BulkJob, followJob } from "../bulk/jobs";
import { keys } from "../keys";
import { journalOf, showInList } from "./catchUp";
import type { Filters } from "./filters";
import { type ConversationList, dropFromList, mapRows, relabelled, renamed, unlabelled } from "./live";

/** Conversations that were joined into others while the page was open: old id → where it went. */
export const joined = new Store<Readonly<Record<string, string>>>({});

const SETTLE_MS = 400;
const VIEWS_SETTLE_MS = 1_500;
const timers = new Map<string, ReturnType<typeof setTimeout>>();

/** Ask again once, soon; a steady stream of frames cannot put it off for ever. */
function refetchSoon(client: QueryClient, queryKey: readonly unknown[], afterMs: number): void {
  const name = JSON.stringify(queryKey);
  if (timers.has(name)) return;
  const ask = () => {
    timers.delete(name);
    void client.invalidateQueries({ queryKey });
  };
  timers.set(name, setTimeout(ask, afterMs));
}

function refreshCounts(client: QueryClient): void {
  refetchSoon(client, keys.counts, SETTLE_MS);
  refetchSoon(client, keys.views, VIEWS_SETTLE_MS);
}

/** What the counts of tabs are made of. */
function countedBy(c: Conversation): string {
  return [c.status, c.assignee?.id, c.agent_mode, c.waiting_since !== null, c.unread].join();
}

function whatViewsAsk(c: Conversation): string {
  return [countedBy(c), c.team?.id, c.priority, c.labels.map((label) => label.id)].join();
}

export function eachList(client: QueryClient, change: (list: ConversationList) => ConversationList): void {
  client.setQueriesData<ConversationList>({ queryKey: keys.lists }, (list) => (list ? change(list) : list));
}

function eachRow(client: QueryClient, change: (row: Conversation) => Conversation): void {
  eachList(client, (list) => mapRows(list, change));
  client.setQueriesData<Conversation>({ queryKey: keys.details }, (held) => (held ? change(held) : held));
}

export function showConversation(client: QueryClient, conversation: Conversation): void {
  const journal = journalOf(client);
  const before = journal.get(conversation.id);
  if (!journal.note(conversation)) return;
  client.setQueryData<Conversation>(keys.detail(conversation.id), (held) =>
    held && conversation.rev >= held.rev ? conversation : held,
  );
  for (const [key] of client.getQueriesData<ConversationList>({ queryKey: keys.lists })) {
    if (!showInList(client, key[2] as Filters, conversation)) refetchSoon(client, key, VIEWS_SETTLE_MS);
  }
  if (!before || countedBy(before) !== countedBy(conversation)) refreshCounts(client);
  else if (whatViewsAsk(before) !== whatViewsAsk(conversation)) {
    refetchSoon(client, keys.views, VIEWS_SETTLE_MS);
  }
}

function hide(client: QueryClient, id: string): void {
  journalOf(client).drop(id);
  eachList(client, (list) => dropFromList(list, id));
  refreshCounts(client);
}

export async function refetchLists(client: QueryClient): Promise<void> {
  await Promise.all(
    [keys.lists, keys.counts, keys.views, keys.details].map((queryKey) =>
      client.invalidateQueries({ queryKey }),
    ),
  );
}

export const listHandlers: LiveHandlers = {
  "conversation.created": (frame, { client }) => showConversation(client, frame.data as Conversation),
  "conversation.updated": (frame, { client }) => showConversation(client, frame.data as Conversation),
  "conversation.hidden": (frame, { client }) => hide(client, (frame.data as { id: string }).id),
  "conversation.joined": (frame, { client }) => {
    const { id, into } = frame.data as { id: string; into: string };
    hide(client, id);
    joined.update((all) => ({ ...all, [id]: into }));
    void client.invalidateQueries({ queryKey: keys.detail(into) });
    void client.invalidateQueries({ queryKey: keys.messages(into) });
    void client.invalidateQueries({ queryKey: ["conversations", "contact"] });
  },
  "conversation.parted": (frame, { client }) => {
    const { id, into } = frame.data as { id: string; into: string };
    joined.update(({ [id]: _was, ...others }) => others);
    for (const one of [id, into]) {
      void client.invalidateQueries({ queryKey: keys.detail(one) });
      void client.invalidateQueries({ queryKey: keys.messages(one) });
    }
    void client.invalidateQueries({ queryKey: ["conversations", "contact"] });
    void refetchLists(client);
  },
  "contact.updated": (frame, { client }) => eachRow(client, renamed(frame.data as Contact)),
  "label.updated": (frame, { client }) =>
    eachRow(client, relabelled(frame.data as { id: string; name: string; colour: string })),
  "label.deleted": (frame, { client }) => {
    eachRow(client, unlabelled((frame.data as { id: string }).id));
    void client.invalidateQueries({ queryKey: keys.views });
  },
  "participants.updated": (frame, { client }) => {
    const { conversation, results } = frame.data as { conversation: string; results: unknown[] };
    client.setQueryData(keys.participants(conversation), results);
  },
  "mention.created": (_frame, { client }) => {
    refreshCounts(client);
    void client.invalidateQueries({
      predicate: ({ queryKey }) =>
        queryKey[1] === "list" &&
        ((queryKey[2] as Filters).tab === "mentions" || Boolean((queryKey[2] as Filters).filter)),
    });
  },
  "view.updated": (_frame, { client }) => refetchSoon(client, keys.views, SETTLE_MS),
  "view.deleted": (_frame, { client }) => refetchSoon(client, keys.views, SETTLE_MS),
  sight: (_frame, { client }) => void refetchLists(client),
  "bulk.progress": (frame) => followJob(frame.data as BulkJob),
};
