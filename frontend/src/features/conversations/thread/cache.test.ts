import { aMessage, lastPage, pagesOf, pageWithMore } from "@/testing/builders";
import { applyMessage, dropMessage, messagesOf } from "./cache";

function at(minute: number) {
  return `2026-11-20T10:${String(minute).padStart(2, "0")}:00Z`;
}

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
    const mine = aMessage({ id: "m9", client_id: "k1", direction: "out", provider_at: at(4) });
    const thread = pagesOf(lastPage(first, mine));
    const delivered = { ...mine, status: "delivered" as const, rev: 2 };

    expect(messagesOf(applyMessage(thread, delivered))).toEqual([first, delivered]);
  });

  it("moves a scheduled message to the time at which it went out", () => {
    const planned = aMessage({ id: "m8", status: "scheduled", provider_at: at(9) });
    const thread = pagesOf(lastPage(first, third, planned));
    const gone = { ...planned, status: "sent" as const, provider_at: at(2), rev: 2 };

    expect(messagesOf(applyMessage(thread, gone))).toEqual([first, gone, third]);
  });

  it("leaves older history to be fetched, unless the whole thread is loaded", () => {
    const partly = pagesOf(pageWithMore(second, third));
    const wholly = pagesOf(lastPage(second, third));

    expect(applyMessage(partly, first)).toBe(partly);
    expect(messagesOf(applyMessage(wholly, first))).toEqual([first, second, third]);
  });

  it("leaves newer history to be fetched while the thread stands around an old message", () => {
    const around = pagesOf({ ...pageWithMore(first, second), previous: "/api/?after=m2" });

    expect(applyMessage(around, third)).toBe(around);
  });

  it("falls into an empty thread", () => {
    expect(applyMessage(pagesOf(lastPage()), first)).toEqual(pagesOf(lastPage(first)));
    expect(applyMessage(undefined, first)).toBeUndefined();
  });

  it("takes out what was taken back", () => {
    const thread = pagesOf(lastPage(first, second));

    expect(dropMessage(thread, "m2")).toEqual(pagesOf(lastPage(first)));
    expect(dropMessage(thread, "m7")).toBe(thread);
  });
});
