import { aMessage } from "@/testing/builders";
import { dayAt, firstUnread, indexOfMessage, threadRows } from "./rows";

const NO_UNREAD = { unread: { from: null, count: 0 } };
const at = (time: string) => ({ provider_at: `2026-11-${time}:00Z`, created_at: `2026-11-${time}:00Z` });

describe("the rows of a thread", () => {
  it("tell of every session: when it ended, by whom, and when the customer wrote again", () => {
    const messages = ["18T09:00", "19T09:00", "20T09:00"].map((time) => aMessage({ id: time, ...at(time) }));
    const session = (day: number, endedBy: string | null) => ({
      startedAt: `2026-11-${day}T09:00:00Z`,
      isOver: endedBy !== null,
      endedAt: endedBy && `2026-11-${day}T10:00:00Z`,
      endedBy,
    });
    const sessions = [session(20, null), session(19, "Ben"), session(18, "Ada")];

    const rows = threadRows(messages, [], { ...NO_UNREAD, sessions });

    expect(rows.filter((row) => row.kind !== "day" && row.kind !== "message")).toMatchObject([
      { kind: "resolved", by: "Ada", at: "2026-11-18T10:00:00Z" },
      { kind: "session", at: "2026-11-19T09:00:00Z" },
      { kind: "resolved", by: "Ben" },
      { kind: "session", at: "2026-11-20T09:00:00Z" },
    ]);
  });

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
      isWaiting: false,
      error: null,
    };

    expect(threadRows([aMessage({ client_id: "k1" })], [pending], NO_UNREAD).map((row) => row.key)).toContain(
      "k1",
    );
    expect(threadRows([aMessage({ client_id: "k1" })], [pending], NO_UNREAD)).toHaveLength(2);
    expect(threadRows([aMessage()], [pending], NO_UNREAD).at(-1)?.kind).toBe("pending");
  });

  it("give a message the same parts again, so that it is not drawn again for its neighbours", () => {
    const message = aMessage({ id: "m1" });

    const parts = [[message], [message, aMessage({ id: "m2" })]].map((messages) => {
      const row = threadRows(messages, [], NO_UNREAD).find((one) => one.kind === "message");
      return row?.kind === "message" ? [row.message, row.album] : [];
    });

    expect(parts[0]?.[0]).toBe(parts[1]?.[0]);
    expect(parts[0]?.[1]).toBe(parts[1]?.[1]);
  });

  it("stand photos that were sent together together, under the words of one of them", () => {
    const photo = (id: string, text: string) =>
      aMessage({
        id,
        text,
        kind: "image",
        payload: { media_group: "g1" },
        attachments: [
          {
            id: `f${id}`,
            kind: "image",
            name: "",
            content_type: "image/jpeg",
            size: 10,
            url: "/api/attachments/1/",
            state: "ready",
            reason: "",
            voice: false,
            transcript: null,
          },
        ],
      });

    const rows = threadRows([photo("a", ""), photo("b", "Which one?"), aMessage({ id: "c" })], [], NO_UNREAD);

    expect(
      rows.flatMap((row) => (row.kind === "message" ? [[row.message.id, row.album.length]] : [])),
    ).toEqual([
      ["b", 2],
      ["c", 0],
    ]);
    expect(indexOfMessage(rows, "a")).toBe(1);
  });

  it("say where a message came from when the thread changes its channel", () => {
    const messages = [
      aMessage({ id: "a" }),
      aMessage({ id: "b", channel: { id: "t1", kind: "telegram" } }),
      aMessage({ id: "c", channel: { id: "t1", kind: "telegram" } }),
    ];

    const marked = threadRows(messages, [], NO_UNREAD).flatMap((row) =>
      row.kind === "message" && row.isOtherChannel ? [row.message.id] : [],
    );

    expect(marked).toEqual(["b"]);
  });

  it("mark where the customer wrote again, and that everything is settled", () => {
    const messages = [aMessage({ id: "a", ...at("18T09:00") }), aMessage({ id: "b", ...at("18T12:00") })];

    const rows = threadRows(messages, [], {
      ...NO_UNREAD,
      sessions: [{ startedAt: "2026-11-18T12:00:00Z", isOver: true, endedAt: null, endedBy: null }],
    });

    expect(rows.map((row) => row.kind)).toEqual(["day", "message", "session", "message", "resolved"]);
  });

  it("put what waits for its time at the end, below what is being sent", () => {
    const planned = aMessage({ id: "p", direction: "out", status: "scheduled", ...at("25T09:00") });

    const rows = threadRows([aMessage(), planned], [], NO_UNREAD);

    expect(rows.map((row) => row.kind)).toEqual(["day", "message", "scheduled", "message"]);
  });

  it("know the day of every row", () => {
    const rows = threadRows(
      [aMessage({ ...at("18T09:00") }), aMessage({ id: "b", ...at("20T09:00") })],
      [],
      NO_UNREAD,
    );

    expect(dayAt(rows, 1)).toBe("2026-11-18T09:00:00Z");
    expect(dayAt(rows, 3)).toBe("2026-11-20T09:00:00Z");
  });
});
