import { Chat } from "./chat";
import type { Message, Site } from "./types";

const site: Site = {
  key: "wc_1",
  slug: "acme",
  name: "Acme",
  language: "en",
  color: "#000000",
  text_color: "#ffffff",
  theme: "auto",
  position: "right",
  greeting: { en: "Hi", uk: "" },
  pre_chat: { is_on: false, questions: [] },
  office_hours: { en: "", uk: "" },
  offline: { asks_email: true, text: { en: "", uk: "" } },
  max_file_bytes: 100,
};

class FakeSocket {
  static OPEN = 1;
  static all: FakeSocket[] = [];
  readyState = 1;
  sent: { type: string; token?: string; after?: string }[] = [];
  onopen = () => {};
  onmessage = (_: { data: string }) => {};
  onclose = (_: { code: number }) => {};
  url: string;

  constructor(url: string) {
    this.url = url;
    FakeSocket.all.push(this);
  }

  send(text: string) {
    this.sent.push(JSON.parse(text));
  }

  close() {
    this.readyState = 3;
  }

  says(type: string, data: object) {
    this.onmessage({ data: JSON.stringify({ type, data }) });
  }
}

type Call = { path: string; body: Record<string, unknown> | undefined; token: string };

let calls: Call[];
let answers: Record<string, () => Response>;
const visit = { token: "t1", name: "", is_verified: false, is_known: false, is_online: true };
const json = (body: object, status = 200) => new Response(JSON.stringify(body), { status });
const answer = (id: string, text: string): Partial<Message> => ({
  id,
  client_id: null,
  from: "agent",
  text,
  status: "sent",
  at: `2026-01-01T00:00:0${id}Z`,
  rev: 1,
  name: "",
  attachments: [],
  choices: [],
  reactions: [],
});

beforeEach(() => {
  localStorage.clear();
  FakeSocket.all = [];
  calls = [];
  answers = {
    "visit/": () => json(visit),
    "messages/": () => json({ results: [], has_older: false }),
    "read/": () => new Response("", { status: 202 }),
  };
  vi.stubGlobal("WebSocket", FakeSocket);
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    const path = url.split("/wc_1/")[1] ?? "";
    const headers = init.headers as Record<string, string>;
    const body = init.body ? JSON.parse(String(init.body)) : undefined;
    calls.push({ path, body, token: headers.Authorization ?? "" });
    return (answers[path] ?? (() => json({}, 404)))();
  });
});

afterEach(() => vi.unstubAllGlobals());

const opened = async () => {
  const chat = new Chat(site, "http://acme.test", "en", false);
  chat.open();
  await chat.begin();
  const socket = FakeSocket.all[0] as FakeSocket;
  socket.onopen();
  return { chat, socket };
};
const settled = () => new Promise((done) => setTimeout(done, 0));

test("nothing is asked before the visitor opens the chat", () => {
  new Chat(site, "http://acme.test", "en", false).resume();

  expect(calls).toEqual([]);
  expect(FakeSocket.all).toEqual([]);
});

test("the token goes into the first frame and never into the address", async () => {
  const { socket } = await opened();

  expect(socket.url).toBe("ws://acme.test/ws/widget/wc_1/");
  expect(socket.sent).toEqual([{ type: "hello", token: "t1", after: "" }]);
  expect(localStorage.getItem("parlor.wc_1.token")).toBe("t1");
});

test("what is said shows at once and is sent with what the form asked", async () => {
  const { chat } = await opened();
  answers["messages/"] = () => json({}, 202);
  chat.details.email = "dana@example.com";

  chat.say("Hello");
  const shown = chat.state.thread.drafts[0];
  await settled();

  expect(shown?.state).toBe("sending");
  expect(chat.state.thread.drafts[0]?.state).toBe("accepted");
  const said = calls.at(-1);
  expect(said?.body).toMatchObject({ text: "Hello", details: { email: "dana@example.com" }, language: "en" });
  expect(said?.token).toBe("Visitor t1");
});

test("a refused message stays and can be sent again under the same id", async () => {
  const { chat } = await opened();
  answers["messages/"] = () => json({}, 429);
  chat.say("Hello");
  await settled();
  const failed = chat.state.thread.drafts[0];
  expect([failed?.state, chat.state.notice]).toEqual(["failed", "slow"]);

  answers["messages/"] = () => json({}, 202);
  if (failed) chat.again(failed);
  await settled();

  expect(chat.state.thread.drafts[0]?.state).toBe("accepted");
  const ids = calls.filter((call) => call.body?.text).map((call) => call.body?.client_id);
  expect(new Set(ids).size).toBe(1);
});

test("an expired token begins a new visit and the message still goes out", async () => {
  const { chat } = await opened();
  let refused = false;
  answers["visit/"] = () => json({ ...visit, token: "t2" });
  answers["messages/"] = () => {
    const isSaying = calls.at(-1)?.body !== undefined;
    if (!isSaying) return json({ results: [], has_older: false });
    if (refused) return json({}, 202);
    refused = true;
    return json({ code: "visitor_expired" }, 401);
  };

  chat.say("Hello");
  await vi.waitFor(() => expect(chat.state.thread.drafts[0]?.state).toBe("accepted"));

  expect(calls.at(-1)?.token).toBe("Visitor t2");
});

test("a draft of the agent shows, gives way to the answer, and can be taken back", async () => {
  const { chat, socket } = await opened();

  socket.says("agent.delta", { text: "A mani" });
  expect(chat.state.stream).toBe("A mani");
  socket.says("agent.delta", { text: "" });
  expect(chat.state.stream).toBe("");
  socket.says("agent.delta", { text: "A manicure" });
  socket.says("message.created", answer("1", "A manicure costs 450."));

  expect(chat.state.stream).toBe("");
  expect(chat.state.thread.messages.map((one) => one.text)).toEqual(["A manicure costs 450."]);
});

test("answers count as unread until the chat is open", async () => {
  const { chat, socket } = await opened();
  chat.close();

  socket.says("message.created", answer("1", "Hi"));
  expect(chat.state.unread).toBe(1);
  chat.open();

  expect(chat.state.unread).toBe(0);
  expect(calls.at(-1)?.path).toBe("read/");
});

test("it comes back with the last message that it knows", async () => {
  vi.useFakeTimers();
  const { socket } = await opened();
  socket.says("message.created", answer("7", "Hi"));

  socket.onclose({ code: 1006 });
  await vi.advanceTimersByTimeAsync(2_000);
  const next = FakeSocket.all[1] as FakeSocket;
  next.onopen();

  expect(next.sent[0]).toEqual({ type: "hello", token: "t1", after: "7" });
  vi.useRealTimers();
});

test("a website that may not use the chat is not asked again", async () => {
  vi.useFakeTimers();
  const { socket } = await opened();

  socket.onclose({ code: 4403 });
  await vi.advanceTimersByTimeAsync(60_000);

  expect(FakeSocket.all).toHaveLength(1);
  vi.useRealTimers();
});

test("a wrong proof does not keep the visitor from writing", async () => {
  answers["identify/"] = () => json({ code: "bad_identity" }, 403);
  const chat = new Chat(site, "http://acme.test", "en", false);
  await chat.identify({ user_id: "42", hash: "0" });

  chat.open();
  await chat.begin();

  expect(calls.map((call) => call.path)).toEqual(["identify/", "visit/", "messages/"]);
});

test("a file above the limit is refused before it is sent", async () => {
  const { chat } = await opened();

  await chat.attach([new File(["x".repeat(200)], "big.txt")]);

  expect(chat.state.uploads.map((one) => one.state)).toEqual(["too_large"]);
  expect(calls.some((call) => call.path === "attachments/")).toBe(false);
});
