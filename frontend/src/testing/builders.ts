import type { Page, Pages } from "@/shared/api/paging";
import type { Conversation, Me, Message } from "@/shared/api/types";

/** The cast of the tests: Ada owns Acme, Ben works there, Dana is the customer. */
export const ADA = { id: "ada", name: "Ada" };
export const BEN = { id: "ben", name: "Ben" };
export const DANA = { id: "dana", name: "Dana Koval" };

export function aConversation(change: Partial<Conversation> = {}): Conversation {
  return {
    id: "c1",
    status: "open",
    contact: DANA,
    channel: { id: "w1", kind: "whatsapp", name: "Acme WhatsApp" },
    assignee: null,
    team: null,
    priority: null,
    labels: [],
    unread: 0,
    agent_mode: "off",
    last_message: {
      text: "Hello",
      at: "2026-11-20T10:00:00Z",
      direction: "in",
      kind: "text",
      sender_kind: "contact",
    },
    window: { open: true, closes_at: null },
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
    edited: false,
    deleted: false,
    provider_at: "2026-11-20T10:00:00Z",
    provider_seq: 0,
    created_at: "2026-11-20T10:00:00Z",
    rev: 1,
    ...change,
  };
}

export function aMe(change: Partial<Me> = {}): Me {
  return {
    user: { id: "u1", email: "ada@acme.example", name: "Ada", language: "en", email_verified: true },
    member: { ...ADA, role: "owner" },
    workspace: {
      slug: "acme",
      name: "Acme",
      url: "http://acme.localhost",
      timezone: "Europe/Kyiv",
      language: "en",
    },
    workspaces: [],
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
