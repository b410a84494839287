import type { Page, Pages } from "@/shared/api/paging";
import type { Conversation, Me, Message } from "@/shared/api/types";

/** The cast of the tests: Ada owns Acme, Ben works there, Dana is the customer. */
export const ADA = { id: "ada", name: "Ada" };
export const BEN = { id: "ben", name: "Ben" };
export const DANA = { id: "dana", name: "Dana Koval" };

const OPEN = { open: true, closes_at: null, open_to_people: true, person_closes_at: null };

export function aConversation(change: Partial<Conversation> = {}): Conversation {
  return {
    id: "c1",
    status: "open",
    contact: DANA,
    channel: { id: "w1", kind: "whatsapp", name: "Acme WhatsApp" },
    channels: [{ id: "w1", kind: "whatsapp", name: "Acme WhatsApp", window: OPEN, mail: null }],
    assignee: null,
    team: null,
    priority: null,
    labels: [],
    sla: null,
    unread: 0,
    agent_mode: "off",
    last_message: {
      text: "Hello",
      at: "2026-11-20T10:00:00Z",
      direction: "in",
      kind: "text",
      sender_kind: "contact",
    },
    window: OPEN,
    snoozed_until: null,
    snooze_until_reply: false,
    waiting_since: null,
    session_started_at: "2026-11-01T10:00:00Z",
    created_at: "2026-11-01T10:00:00Z",
    rev: 1,
    ...change,
  };
}

export function aMessage(change: Partial<Message> = {}): Message {
  return {
    id: "m1",
    client_id: null,
    conversation: "c1",
    channel: { id: "w1", kind: "whatsapp" },
    direction: "in",
    kind: "text",
    text: "Hello",
    attachments: [],
    sender: { kind: "contact", id: DANA.id, name: DANA.name },
    private: false,
    status: "delivered",
    error: null,
    reply_to: null,
    reactions: [],
    payload: {},
    trace: null,
    due_at: null,
    edited: false,
    deleted: false,
    provider_at: "2026-11-20T10:00:00Z",
    provider_seq: 0,
    created_at: "2026-11-20T10:00:00Z",
    rev: 1,
    ...change,
  };
}

const WORK = ["conversations.reply", "contacts.edit", "knowledge.edit"];
const MANAGE = ["inbox", "agent", "channels", "company", "team"].map((area) => `${area}.manage`);
const PERMISSIONS = {
  viewer: [],
  agent: WORK,
  admin: [...WORK, ...MANAGE, "log.view", "money.view"],
  owner: [...WORK, ...MANAGE, "log.view", "money.view", "plan.manage", "workspace.own"],
};

/** A member with what the role may, as long as nothing else was said of them. */
export function aMember(
  role: keyof typeof PERMISSIONS,
  who: { id: string; name: string } = ADA,
): NonNullable<Me["member"]> {
  return {
    ...who,
    role,
    permissions: PERMISSIONS[role],
    can_manage: role === "owner" || role === "admin",
  };
}

export function aMe(change: Partial<Me> = {}): Me {
  return {
    user: { id: "u1", email: "ada@acme.example", name: "Ada", language: "en", email_verified: true },
    member: aMember("owner"),
    workspace: {
      slug: "acme",
      name: "Acme",
      url: "http://acme.localhost",
      timezone: "Europe/Kyiv",
      language: "en",
    },
    workspaces: [],
    guest: null,
    ...change,
  };
}

export function pagesOf<T>(...pages: Page<T>[]): Pages<T> {
  return { pages, pageParams: pages.map((_page, index) => (index === 0 ? null : String(index))) };
}

export function lastPage<T>(...results: T[]): Page<T> {
  return { next: null, previous: null, results };
}

export function pageWithMore<T>(...results: T[]): Page<T> {
  return { next: "http://acme.localhost/api/?cursor=more", previous: null, results };
}
