import { flatten } from "@/shared/api/paging";
import { ADA, aConversation, BEN, DANA, lastPage, pagesOf, pageWithMore } from "@/testing/builders";
import { filtersOf, resolve } from "./filters";
import { applyToList, mapRows, relabelled, renamed, unlabelled } from "./live";

const ALL = resolve(filtersOf({}));
const MINE = resolve(filtersOf({ tab: "mine" }));
const VIP = { id: "vip", name: "VIP", colour: "#aa0000" };

function said(minute: number) {
  const at = `2026-11-20T10:${String(minute).padStart(2, "0")}:00Z`;
  return { text: "Hi", at, direction: "in", kind: "text", sender_kind: "contact" } as const;
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

    expect(next.pages.map((page) => page.results.map((row) => row.id))).toEqual([
      ["c10", "c9"],
      ["c8", "c7", "c6"],
    ]);
  });

  it("does not guess what only the server knows, but refreshes a row that is there", () => {
    const asked = resolve(filtersOf({ filter: { field: "contact.email", op: "contains", value: "@" } }));
    const list = pagesOf(lastPage(older));
    const read = { ...older, unread: 3, rev: 2 };

    expect(applyToList(list, newer, asked, ADA.id)).toBe(list);
    expect(applyToList(list, read, asked, ADA.id)).toEqual(pagesOf(lastPage(read)));
  });
});

describe("the rows of a list", () => {
  const row = aConversation({ labels: [VIP] });
  const other = aConversation({ id: "c2", contact: { id: "eve", name: "Eve" } });
  const list = pagesOf(lastPage(row, other));

  it("show the new name of a customer", () => {
    const names = flatten(mapRows(list, renamed({ id: DANA.id, name: "Dana" }))).map(
      (one) => one.contact.name,
    );

    expect(names).toEqual(["Dana", "Eve"]);
  });

  it("follow a label and lose it when it is deleted", () => {
    const blue = { ...VIP, name: "Guest", colour: "#0000aa" };

    expect(flatten(mapRows(list, relabelled(blue)))[0]?.labels).toEqual([blue]);
    expect(flatten(mapRows(list, unlabelled("vip")))[0]?.labels).toEqual([]);
    expect(mapRows(list, unlabelled("nobody's"))).toBe(list);
  });
});
