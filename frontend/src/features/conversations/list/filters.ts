import type { Conversation, ConversationStatus } from "@/shared/api/types";
import { serverNow } from "@/shared/lib/clock";

export const TABS = ["mine", "unassigned", "all", "ai", "mentions", "unattended"] as const;
export type Tab = (typeof TABS)[number];
export const STATUSES = ["active", "open", "pending", "snoozed", "resolved", "all"] as const;
export type StatusFilter = "active" | "all" | ConversationStatus;
export const SORTS = ["latest", "oldest", "waiting", "priority", "created", "unread"] as const;
export type Sort = (typeof SORTS)[number];

export type Leaf = { field: string; op: string; value?: unknown };
/** A filter as the API keeps it: and, or, or one condition. */
export type Tree = { all: Tree[] } | { any: Tree[] } | Leaf;

/** What the address of the inbox says about the list. */
export type ListSearch = {
  tab?: Tab;
  status?: StatusFilter;
  channel?: string;
  sort?: Sort;
  view?: string;
  filter?: Tree;
};

/** What one list shows; part of its cache key. A view's own filter and sort are known to the server. */
export type Filters = {
  tab: Tab;
  /** null: as the view says. */
  status: StatusFilter | null;
  channel: string | null;
  sort: Sort | null;
  view: string | null;
  filter: Tree | null;
};

export function filtersOf(search: ListSearch): Filters {
  return {
    tab: search.tab ?? "all",
    status: search.status ?? (search.view ? null : "active"),
    channel: search.channel ?? null,
    sort: search.sort ?? null,
    view: search.view ?? null,
    filter: search.filter ?? null,
  };
}

export function isTree(value: unknown): value is Tree {
  if (typeof value !== "object" || value === null) return false;
  if ("all" in value) return Array.isArray(value.all) && value.all.every(isTree);
  if ("any" in value) return Array.isArray(value.any) && value.any.every(isTree);
  return "field" in value && "op" in value;
}

/** The words of the list for the API, as the list itself and a bulk job over "everything shown" send them. */
export function listWords(filters: Filters): Record<string, string> {
  const words: Record<string, string> = { tab: filters.tab };
  if (filters.status) words.status = filters.status;
  if (filters.channel) words.channel = filters.channel;
  if (filters.filter) words.filter = JSON.stringify(filters.filter);
  return words;
}

/** A filter with its view looked up; `tree` is undefined while nobody knows what the view asks for. */
export type Resolved = {
  tab: Tab;
  status: StatusFilter;
  channel: string | null;
  sort: Sort;
  tree: Tree | null | undefined;
};

export function resolve(filters: Filters, view?: { filter?: unknown; sort: string }): Resolved {
  const { tab, channel, filter } = filters;
  const viewSort = SORTS.find((sort) => sort === view?.sort);
  const parts = [filter, filters.view && isTree(view?.filter) ? view.filter : null].filter(
    (part) => part !== null,
  );
  const isUnknown = filters.view !== null && !isTree(view?.filter);
  return {
    tab,
    channel,
    status: filters.status ?? "all",
    sort: filters.sort ?? viewSort ?? "latest",
    tree: isUnknown ? undefined : parts.length > 0 ? { all: parts } : null,
  };
}

/** Yes, no, or "only the server knows". */
export type Verdict = boolean | null;

function every(verdicts: Verdict[]): Verdict {
  if (verdicts.includes(false)) return false;
  return verdicts.includes(null) ? null : true;
}

function some(verdicts: Verdict[]): Verdict {
  if (verdicts.includes(true)) return true;
  return verdicts.includes(null) ? null : false;
}

const DAY_MS = 86_400_000;
const VALUELESS = ["present", "absent"];

function amongIds(held: readonly string[], { op, value }: Leaf, memberId: string | null): Verdict {
  if (op === "present") return held.length > 0;
  if (op === "absent") return held.length === 0;
  const asked = (Array.isArray(value) ? value : [value]).map((id) => (id === "me" ? memberId : id));
  if (op === "all") return asked.every((id) => held.includes(id));
  const isThere = asked.some((id) => held.includes(id));
  return op === "eq" || op === "in" ? isThere : !isThere;
}

function amongWords(held: string, { op, value }: Leaf): Verdict {
  const isThere = (Array.isArray(value) ? value : [value]).includes(held);
  return op === "eq" || op === "in" ? isThere : !isThere;
}

function inText(held: string, { op, value }: Leaf): Verdict {
  if (VALUELESS.includes(op)) return (held === "") === (op === "absent");
  const [text, asked] = [held.toLowerCase(), String(value).trim().toLowerCase()];
  if (op === "eq" || op === "ne") return (text === asked) === (op === "eq");
  if (op === "starts") return text.startsWith(asked);
  return text.includes(asked) === (op === "contains");
}

function inTime(held: string | null, { op, value }: Leaf, nowMs: number): Verdict {
  if (VALUELESS.includes(op)) return (held === null) === (op === "absent");
  if (held === null) return false;
  const at = Date.parse(held);
  if (op === "within_days") return at >= nowMs - Number(value) * DAY_MS;
  if (op === "older_than_days") return at < nowMs - Number(value) * DAY_MS;
  // A bare date begins in the business's own time zone, which the server knows.
  if (!String(value).includes("T")) return null;
  const edge = Date.parse(String(value));
  return op === "before" ? at < edge : at > edge;
}

export function isUnattended(conversation: Conversation): boolean {
  return conversation.status === "open" && conversation.waiting_since !== null;
}

function ids(...held: ({ id: string } | null)[]): string[] {
  return held.flatMap((one) => one?.id ?? []);
}

function fits(c: Conversation, leaf: Leaf, memberId: string | null, nowMs: number): Verdict {
  const yes = (is: boolean): Verdict => is === leaf.value;
  switch (leaf.field) {
    case "status":
      return amongWords(c.status, leaf);
    case "priority":
      return amongWords(c.priority || "none", leaf);
    case "agent_mode":
      return amongWords(c.agent_mode, leaf);
    case "channel_kind":
      return amongWords(c.channel.kind, leaf);
    case "assignee":
      return amongIds(ids(c.assignee), leaf, memberId);
    case "team":
      return amongIds(ids(c.team), leaf, memberId);
    case "contact":
      return amongIds([c.contact.id], leaf, memberId);
    case "label":
      return amongIds(ids(...c.labels), leaf, memberId);
    case "channel":
      return amongIds(ids(...c.channels), leaf, memberId);
    case "last_message_by":
      return amongWords(c.last_message?.sender_kind ?? "", leaf);
    case "sla_breached":
      return yes(c.sla?.breached === true);
    case "sla_due":
      return inTime(c.sla?.due_at ?? null, leaf, nowMs);
    case "active":
      return yes(c.status !== "resolved");
    case "unread":
      return yes(c.unread > 0);
    case "unattended":
      return yes(isUnattended(c));
    case "snoozed":
      return yes(c.status === "snoozed");
    case "created":
      return inTime(c.created_at, leaf, nowMs);
    case "last_activity":
      return inTime(c.last_message?.at ?? c.created_at, leaf, nowMs);
    case "waiting_since":
      return inTime(c.waiting_since, leaf, nowMs);
    case "snoozed_until":
      return inTime(c.snoozed_until, leaf, nowMs);
    case "contact.name":
      return inText(c.contact.name, leaf);
    default:
      return null;
  }
}

function fitsTree(c: Conversation, tree: Tree, memberId: string | null, nowMs: number): Verdict {
  if ("all" in tree) return every(tree.all.map((child) => fitsTree(c, child, memberId, nowMs)));
  if ("any" in tree) {
    // An "or" over nothing asks for nothing, as on the server.
    return tree.any.length === 0 ? true : some(tree.any.map((child) => fitsTree(c, child, memberId, nowMs)));
  }
  return fits(c, tree, memberId, nowMs);
}

function inTab(c: Conversation, tab: Tab, memberId: string | null): Verdict {
  switch (tab) {
    case "mine":
      return c.assignee !== null && c.assignee.id === memberId;
    case "unassigned":
      return c.assignee === null;
    case "ai":
      return c.agent_mode === "autopilot";
    case "unattended":
      return isUnattended(c);
    case "mentions":
      return null;
    default:
      return true;
  }
}

function inStatus(c: Conversation, status: StatusFilter): boolean {
  if (status === "all") return true;
  return status === "active" ? c.status !== "resolved" : c.status === status;
}

/** Whether a conversation belongs into a list. */
export function belongs(
  c: Conversation,
  wanted: Resolved,
  memberId: string | null,
  nowMs = serverNow(),
): Verdict {
  return every([
    inStatus(c, wanted.status),
    inTab(c, wanted.tab, memberId),
    wanted.channel === null || c.channels.some((channel) => channel.id === wanted.channel),
    wanted.tree === undefined ? null : wanted.tree === null || fitsTree(c, wanted.tree, memberId, nowMs),
  ]);
}
