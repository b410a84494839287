import type { Conversation } from "@/shared/api/types";
import type { Sort } from "./filters";

type Key = string | number;

const RANKS: Record<string, number> = { urgent: 4, high: 3, medium: 2, low: 1 };
const FAR = "9999";

/** The server leaves out a fraction of zero; with it, moments of one second compare as text. */
function moment(iso: string): string {
  return iso.includes(".") ? iso : iso.replace("Z", ".000000Z");
}

const last = (c: Conversation) => moment(c.last_message?.at ?? c.created_at);
const id = (c: Conversation) => c.id;

/** The server's own sort keys, so that a row that moves lands where a refetch would show it. */
const KEYS: Record<Sort, { of: ((c: Conversation) => Key)[]; isDescending: boolean }> = {
  latest: { of: [last, id], isDescending: true },
  oldest: { of: [last, id], isDescending: false },
  waiting: { of: [(c) => (c.waiting_since ? moment(c.waiting_since) : FAR), id], isDescending: false },
  priority: { of: [(c) => RANKS[c.priority ?? ""] ?? 0, last, id], isDescending: true },
  created: { of: [id], isDescending: true },
  unread: { of: [(c) => (c.unread > 0 ? 1 : 0), last, id], isDescending: true },
};

export function compareBy(sort: Sort): (a: Conversation, b: Conversation) => number {
  const { of, isDescending } = KEYS[sort];
  const sign = isDescending ? -1 : 1;
  return (a, b) => {
    for (const key of of) {
      const [left, right] = [key(a), key(b)];
      if (left !== right) return left < right ? -sign : sign;
    }
    return 0;
  };
}
