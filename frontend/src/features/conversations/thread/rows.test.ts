import { aMessage } from "@/testing/builders";
import { firstUnread, threadRows } from "./rows";

const NO_UNREAD = { from: null, count: 0 };
const at = (time: string) => ({ provider_at: `2026-11-${time}:00Z`, created_at: `2026-11-${time}:00Z` });

describe("the rows of a thread", () => {
  it("start every day with its name", () => {
    const messages = [aMessage({ id: "a", ...at("18T09:00") }), aMessage({ id: "b", ...at("20T09:00") })];

    const rows = threadRows(messages, [], NO_UNREAD);

    expect(rows.map((row) => row.kind)).toEqual(["day", "message", "day", "message"]);
  });

  it("join what one person says in one breath", () => {
    const messages = [
      aMessage({ id: "a", ...at("20T09:00") }),
      aMessage({ id: "b", ...at("20T09:01") }),
      aMessage({ id: "c", ...at("20T09:30") }),
    ];

    const groups = threadRows(messages, [], NO_UNREAD).flatMap((row) =>
      row.kind === "message" ? [[row.message.id, row.isFirst, row.isLast]] : [],
    );

    expect(groups).toEqual([
      ["a", true, false],
      ["b", false, true],
      ["c", true, true],
    ]);
  });

  it("draw the unread line above the first unread message of the customer", () => {
    const messages = [
      aMessage({ id: "a" }),
      aMessage({ id: "b", direction: "out" }),
      aMessage({ id: "c" }),
      aMessage({ id: "d", direction: "out" }),
      aMessage({ id: "e" }),
    ];

    expect(firstUnread(messages, 2)).toBe("c");
    expect(firstUnread(messages, 0)).toBeNull();
    expect(firstUnread(messages, 50)).toBe("a");
  });

  it("hide a waiting message once its own frame has come", () => {
    const pending = {
      clientId: "k1",
      text: "Hi",
      files: [],
      replyTo: null,
      isPrivate: false,
      writtenAt: "2026-11-20T10:00:00Z",
      error: null,
    };

    expect(threadRows([aMessage({ client_id: "k1" })], [pending], NO_UNREAD).map((row) => row.key)).toContain(
      "k1",
    );
    expect(threadRows([aMessage({ client_id: "k1" })], [pending], NO_UNREAD)).toHaveLength(2);
    expect(threadRows([aMessage()], [pending], NO_UNREAD).at(-1)?.kind).toBe("pending");
  });
});
