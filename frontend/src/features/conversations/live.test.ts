import { flatten } from "@/shared/api/paging";
import { ADA, aConversation, aMessage, BEN, DANA, lastPage, pagesOf, pageWithMore } from "@/testing/builders";
import type { Filters } from "./keys";
import { applyConversation, applyMessage, applyToList, belongs, messagesOf, renameContact } from "./live";

const ALL: Filters = { status: "active", assignee: null, agent: null, q: "" };
const MINE: Filters = { ...ALL, assignee: "me" };

function at(minute: number) {
  return `2026-11-20T10:${String(minute).padStart(2, "0")}:00Z`;
}
function said(minute: number) {
  return { text: "Hi", at: at(minute), direction: "in", kind: "text", sender_kind: "contact" } as const;
}

describe("a conversation frame", () => {
  const older = aConversation({ id: "c1", last_message: said(1) });
  const newer = aConversation({ id: "c2", last_message: said(2) });

  it("moves a row to the top when somebody writes", () => {
    const list = pagesOf(lastPage(newer, older));
    const written = { ...older, last_message: said(3), unread: 1, rev: 2 };

    const next = applyToList(list, written, ALL, ADA.id);

    expect(next).toEqual(pagesOf(lastPage(written, newer)));
  });

  it("adds a new conversation once, even when assignment is announced before creation", () => {
    const list = pagesOf(lastPage(older));
    const assigned = { ...newer, assignee: ADA, rev: 2 };
    const created = { ...newer, rev: 1 };

    const next = applyToList(applyToList(list, assigned, ALL, ADA.id), created, ALL, ADA.id);

    expect(next).toEqual(pagesOf(lastPage(assigned, older)));
  });

  it("drops a row that left the filter", () => {
    const mine = aConversation({ assignee: ADA });

    const next = applyToList(pagesOf(lastPage(mine)), { ...mine, assignee: BEN, rev: 2 }, MINE, ADA.id);

    expect(next).toEqual(pagesOf(lastPage()));
  });

  it("ignores an older revision", () => {
    const held = aConversation({ rev: 5, unread: 0 });
    const list = pagesOf(lastPage(held));

    expect(applyToList(list, { ...held, rev: 4, unread: 9 }, ALL, ADA.id)).toBe(list);
    expect(applyConversation(held, { ...held, rev: 4, unread: 9 })).toBe(held);
  });

  it("leaves out what lies below the loaded part", () => {
    const list = pagesOf(pageWithMore(newer, older));
    const ancient = aConversation({ id: "c0", last_message: said(0) });

    expect(flatten(applyToList(list, ancient, ALL, ADA.id))).toEqual([newer, older]);
  });

  it("keeps the page sizes of a long list", () => {
    const rows = [9, 8, 7, 6].map((minute) =>
      aConversation({ id: `c${minute}`, last_message: said(minute) }),
    );
    const list = pagesOf(pageWithMore(...rows.slice(0, 2)), lastPage(...rows.slice(2)));
    const fresh = aConversation({ id: "c10", last_message: said(10) });

    const next = applyToList(list, fresh, ALL, ADA.id);

    expect(next?.pages.map((page) => page.results.map((row) => row.id))).toEqual([
      ["c10", "c9"],
      ["c8", "c7", "c6"],
    ]);
  });

  it("does not guess whether a new row matches a search", () => {
    const list = pagesOf(lastPage(older));

    expect(applyToList(list, newer, { ...ALL, q: "dana" }, ADA.id)).toBe(list);
  });

  it("knows which filter a conversation belongs to", () => {
    const resolved = aConversation({ status: "resolved", agent_mode: "autopilot", assignee: ADA });

    expect(belongs(resolved, ALL, ADA.id)).toBe(false);
    expect(belongs(resolved, { ...ALL, status: "resolved" }, ADA.id)).toBe(true);
    expect(belongs(resolved, { ...ALL, status: "all", agent: "on" }, ADA.id)).toBe(true);
    expect(belongs(resolved, { ...MINE, status: "all" }, ADA.id)).toBe(true);
    expect(belongs(resolved, { ...ALL, status: "all", assignee: "none" }, ADA.id)).toBe(false);
  });

  it("renames the customer in every row", () => {
    const list = pagesOf(lastPage(older, newer));

    const next = renameContact(list, { id: DANA.id, name: "Dana" });

    expect(flatten(next).map((row) => row.contact.name)).toEqual(["Dana", "Dana"]);
  });
});

describe("a message frame", () => {
  const first = aMessage({ id: "m1", provider_at: at(1) });
  const second = aMessage({ id: "m2", provider_at: at(2) });
  const third = aMessage({ id: "m3", provider_at: at(3) });

  it("gives what a refetch would give", () => {
    const thread = pagesOf(pageWithMore(first, second));

    expect(applyMessage(thread, third)).toEqual(pagesOf(pageWithMore(first, second, third)));
  });

  it("puts a late message where it belongs in time", () => {
    const thread = pagesOf(pageWithMore(first, third));

    expect(messagesOf(applyMessage(thread, second))).toEqual([first, second, third]);
  });

  it("changes nothing when the same frame comes twice", () => {
    const thread = pagesOf(lastPage(first, second));

    expect(applyMessage(applyMessage(thread, second), second)).toEqual(thread);
  });

  it("moves ticks forward and never back", () => {
    const sent = aMessage({ id: "m2", status: "read", rev: 4 });
    const thread = pagesOf(lastPage(first, sent));

    expect(applyMessage(thread, { ...sent, status: "delivered", rev: 3 })).toBe(thread);
  });

  it("knows its own message by client_id", () => {
    const mine = aMessage({
      id: "m9",
      client_id: "k1",
      direction: "out",
      provider_at: at(4),
      created_at: at(4),
    });
    const thread = pagesOf(lastPage(first, mine));
    const delivered = { ...mine, status: "delivered" as const, provider_at: at(4), rev: 2 };

    expect(messagesOf(applyMessage(thread, delivered))).toEqual([first, delivered]);
  });

  it("leaves older history to be fetched, unless the whole thread is loaded", () => {
    const partly = pagesOf(pageWithMore(second, third));
    const wholly = pagesOf(lastPage(second, third));

    expect(applyMessage(partly, first)).toBe(partly);
    expect(messagesOf(applyMessage(wholly, first))).toEqual([first, second, third]);
  });

  it("falls into an empty thread", () => {
    expect(applyMessage(pagesOf(lastPage()), first)).toEqual(pagesOf(lastPage(first)));
    expect(applyMessage(undefined, first)).toBeUndefined();
  });
});
