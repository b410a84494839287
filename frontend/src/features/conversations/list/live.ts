import { flatten, type Pages, spread } from "@/shared/api/paging";
import type { Conversation } from "@/shared/api/types";
import { belongs, type Resolved } from "./filters";
import { compareBy } from "./order";

/** Pure rules of "old list + frame = refetched list". */
export type ConversationList = Pages<Conversation>;
type Chip = { id: string; name: string; colour: string };

/** `incoming` is the newest that is known of this conversation; older frames never come this far. */
export function applyToList(
  list: ConversationList,
  incoming: Conversation,
  wanted: Resolved,
  memberId: string | null,
): ConversationList {
  const items = flatten(list);
  const held = items.find((item) => item.id === incoming.id);
  if (held && incoming.rev < held.rev) return list;
  const verdict = belongs(incoming, wanted, memberId);
  const rest = items.filter((item) => item.id !== incoming.id);
  if (verdict === false) return held ? spread(list, rest) : list;
  // Only the server can tell: a row that is here is refreshed, a new one is not guessed.
  if (verdict === null && !held) return list;
  const next = [...rest, incoming].sort(compareBy(wanted.sort));
  const isBelowLoadedPart = next.at(-1)?.id === incoming.id && Boolean(list.pages.at(-1)?.next);
  return spread(list, isBelowLoadedPart ? rest : next);
}

export function dropFromList(list: ConversationList, id: string): ConversationList {
  const items = flatten(list);
  const rest = items.filter((item) => item.id !== id);
  return rest.length === items.length ? list : spread(list, rest);
}

/** Change single rows in place; the same list comes back when none of them changes. */
export function mapRows(
  list: ConversationList,
  change: (row: Conversation) => Conversation,
): ConversationList {
  let isChanged = false;
  const pages = list.pages.map((page) => ({
    ...page,
    results: page.results.map((row) => {
      const next = change(row);
      isChanged ||= next !== row;
      return next;
    }),
  }));
  return isChanged ? { ...list, pages } : list;
}

export const renamed = (contact: { id: string; name: string }) => (row: Conversation) =>
  row.contact.id === contact.id && row.contact.name !== contact.name
    ? { ...row, contact: { ...row.contact, name: contact.name } }
    : row;

export const relabelled = (label: Chip) => (row: Conversation) =>
  row.labels.some((one) => one.id === label.id)
    ? {
        ...row,
        labels: row.labels.map((one) =>
          one.id === label.id ? { id: label.id, name: label.name, colour: label.colour } : one,
        ),
      }
    : row;

export const unlabelled = (labelId: string) => (row: Conversation) =>
  row.labels.some((one) => one.id === labelId)
    ? { ...row, labels: row.labels.filter((one) => one.id !== labelId) }
    : row;
