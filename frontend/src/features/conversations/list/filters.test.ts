import { ADA, aConversation, BEN } from "@/testing/builders";
import { belongs, filtersOf, isTree, type ListSearch, resolve, type Tree } from "./filters";

const NOW = Date.parse("2026-11-20T12:00:00Z");
const OPEN = aConversation({ assignee: ADA, priority: "high", waiting_since: "2026-11-20T11:00:00Z" });

function asks(filter: Tree, conversation = OPEN) {
  return belongs(conversation, resolve(filtersOf({ status: "all", filter })), ADA.id, NOW);
}

function shows(search: ListSearch, conversation = OPEN) {
  return belongs(conversation, resolve(filtersOf(search)), ADA.id, NOW);
}

describe("a list", () => {
  it("shows what its tab and status ask for", () => {
    const resolved = aConversation({ status: "resolved", agent_mode: "autopilot" });

    expect(shows({})).toBe(true);
    expect(shows({}, resolved)).toBe(false);
    expect(shows({ status: "resolved" }, resolved)).toBe(true);
    expect(shows({ status: "all", tab: "ai" }, resolved)).toBe(true);
    expect(shows({ tab: "mine" })).toBe(true);
    expect(shows({ tab: "mine" }, { ...OPEN, assignee: BEN })).toBe(false);
    expect(shows({ tab: "unassigned" }, { ...OPEN, assignee: null })).toBe(true);
    expect(shows({ tab: "unattended" })).toBe(true);
    expect(shows({ tab: "unattended" }, { ...OPEN, waiting_since: null })).toBe(false);
    expect(shows({ tab: "mentions" })).toBe(null);
    expect(shows({ channel: "w1" })).toBe(true);
    expect(shows({ channel: "another" })).toBe(false);
  });

  it("leaves a view to the server until it knows what the view asks for", () => {
    const filters = filtersOf({ view: "v1" });

    expect(belongs(OPEN, resolve(filters), ADA.id)).toBe(null);
    const view = { filter: { field: "priority", op: "eq", value: "high" }, sort: "waiting" };
    expect(resolve(filters, view).sort).toBe("waiting");
    expect(belongs(OPEN, resolve(filters, view), ADA.id)).toBe(true);
  });
});

describe("a condition", () => {
  it.each<[Tree, boolean | null]>([
    [{ field: "priority", op: "in", value: ["low", "high"] }, true],
    [{ field: "priority", op: "not_in", value: ["none"] }, true],
    [{ field: "assignee", op: "eq", value: "me" }, true],
    [{ field: "assignee", op: "ne", value: "me" }, false],
    [{ field: "team", op: "absent" }, true],
    [{ field: "label", op: "present" }, false],
    [{ field: "channel_kind", op: "eq", value: "whatsapp" }, true],
    [{ field: "unread", op: "eq", value: false }, true],
    [{ field: "waiting_since", op: "within_days", value: 1 }, true],
    [{ field: "created", op: "within_days", value: 2 }, false],
    [{ field: "created", op: "before", value: "2026-11-10T00:00:00Z" }, true],
    [{ field: "created", op: "before", value: "2026-11-10" }, null],
    [{ field: "contact.name", op: "starts", value: "dana" }, true],
    [{ field: "contact.name", op: "not_contains", value: "dana" }, false],
    [{ field: "contact.email", op: "present" }, null],
  ])("%j is %s", (filter, verdict) => {
    expect(asks(filter)).toBe(verdict);
  });

  it("joins with and and or, and is unsure only where that matters", () => {
    const yes: Tree = { field: "priority", op: "eq", value: "high" };
    const no: Tree = { field: "priority", op: "eq", value: "low" };
    const unsure: Tree = { field: "contact.email", op: "present" };

    expect(asks({ all: [yes, no, unsure] })).toBe(false);
    expect(asks({ all: [yes, unsure] })).toBe(null);
    expect(asks({ any: [unsure, yes] })).toBe(true);
    expect(asks({ any: [no, unsure] })).toBe(null);
    expect(asks({ any: [no, { all: [yes] }] })).toBe(true);
  });

  it("is told from anything else that an address may hold", () => {
    expect(isTree({ all: [{ field: "status", op: "eq", value: "open" }] })).toBe(true);
    expect(isTree({ any: [{ nothing: 1 }] })).toBe(false);
    expect(isTree("all")).toBe(false);
    expect(isTree(null)).toBe(false);
  });
});
