import { lastId, markSeen, merge, putDraft, setDraft, type Thread, unreadOf } from "./thread";
import type { Draft, Message } from "./types";

const message = (id: string, change: Partial<Message> = {}): Message => ({
  id,
  client_id: null,
  from: "team",
  name: "Ben",
  kind: "text",
  text: id,
  attachments: [],
  choices: [],
  reply_to: null,
  reactions: [],
  status: "sent",
  edited: false,
  deleted: false,
  at: `2026-01-01T00:00:0${id}Z`,
  rev: 1,
  ...change,
});
const draft: Draft = {
  client_id: "c1",
  text: "Hi",
  files: [],
  choice: null,
  state: "sending",
  at: "2026-01-01T00:00:00Z",
};
const empty: Thread = { messages: [], drafts: [] };

test("it orders messages by time and keeps each once", () => {
  const thread = merge(merge(empty, [message("2")]), [message("1"), message("2")]);

  expect(thread.messages.map((one) => one.id)).toEqual(["1", "2"]);
  expect(lastId(thread)).toBe("2");
});

test("it never goes back to an older revision", () => {
  const thread = merge(empty, [message("1", { rev: 3, text: "new" })]);

  expect(merge(thread, [message("1", { rev: 2, text: "old" })]).messages[0]?.text).toBe("new");
});

test("a draft gives way to the message that the server shows back", () => {
  const thread = putDraft(empty, draft);

  const shown = merge(thread, [message("1", { from: "visitor", client_id: "c1" })]);

  expect(shown.drafts).toEqual([]);
  expect(shown.messages).toHaveLength(1);
});

test("a draft changes its state and keeps its place", () => {
  const thread = putDraft(putDraft(empty, draft), { ...draft, client_id: "c2" });

  expect(setDraft(thread, "c1", "failed").drafts.map((one) => one.state)).toEqual(["failed", "sending"]);
});

test("what the team has read stays read", () => {
  const said = message("1", { from: "visitor", client_id: "c1", status: "delivered" });
  const seen = markSeen(merge(empty, [said]), "c1");

  expect(merge(seen, [{ ...said, rev: 2 }]).messages[0]?.status).toBe("read");
});

test("it counts answers that nobody has read", () => {
  const thread = merge(empty, [
    message("1", { status: "read" }),
    message("2"),
    message("3", { from: "agent" }),
    message("4", { from: "visitor" }),
  ]);

  expect(unreadOf(thread)).toBe(2);
});
