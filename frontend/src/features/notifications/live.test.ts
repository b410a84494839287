import { lastPage, pagesOf } from "@/testing/builders";
import type { Alert } from "./api";
import { withAlert, withRead } from "./live";

function alert(id: string, change: Partial<Alert> = {}): Alert {
  return {
    id,
    kind: "message",
    conversation: "c1",
    message: null,
    about: {},
    count: 1,
    at: "2026-11-20T10:00:00Z",
    read: false,
    ...change,
  };
}

const ids = (pages: ReturnType<typeof withAlert>) =>
  pages?.pages.flatMap((page) => page.results.map((one) => one.id));

describe("withAlert", () => {
  it("puts a new alert on top", () => {
    expect(ids(withAlert(pagesOf(lastPage(alert("a"))), alert("b")))).toEqual(["b", "a"]);
  });

  it("moves an alert that counts on up, from a later page too", () => {
    const pages = pagesOf(lastPage(alert("a"), alert("b")), lastPage(alert("c")));

    expect(ids(withAlert(pages, alert("c", { count: 2 })))).toEqual(["c", "a", "b"]);
  });

  it("leaves a list alone that was never fetched", () => {
    expect(withAlert(undefined, alert("a"))).toBeUndefined();
  });
});

describe("withRead", () => {
  const pages = pagesOf(lastPage(alert("a"), alert("b", { conversation: "c2" })));
  const isOfC1 = (one: Alert) => one.conversation === "c1";

  it("marks what was read", () => {
    expect(withRead(pages, isOfC1)?.pages[0]?.results.map((one) => one.read)).toEqual([true, false]);
  });

  it("takes what was read off a list of the unread", () => {
    expect(ids(withRead(pages, isOfC1, true))).toEqual(["b"]);
  });
});
