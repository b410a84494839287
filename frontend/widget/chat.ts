import { Api, Refused } from "./api";
import { uuid } from "./ids";
import { type Frame, Socket } from "./socket";
import { Memory } from "./storage";
import { lastId, markSeen, merge, putDraft, setDraft, type Thread, unreadOf } from "./thread";
import type { Connection, Draft, Identity, Language, Message, Site, Upload, Visit } from "./types";

export type State = {
  isOpen: boolean;
  connection: Connection;
  thread: Thread;
  hasOlder: boolean;
  isOnline: boolean;
  isKnown: boolean;
  typing: "" | "agent" | "member";
  stream: string;
  uploads: Upload[];
  unread: number;
  notice: "" | "slow" | "failed";
  language: Language;
};

const TYPING_MS = 6_000;
const TYPING_EVERY_MS = 2_000;
const LOST_AFTER_MS = 2_000;
const RETRY_MS = 9_000;

/** The widget without its looks: what is known, what is on its way, who is told. */
export class Chat {
  state: State;
  details: Record<string, string> = {};
  listener = () => {};
  readonly #api: Api;
  readonly #socket: Socket;
  readonly #memory: Memory;
  #visiting: Promise<void> | null = null;
  #typingTimer = 0;
  #lostTimer = 0;
  #typedAt = 0;
  #identity: Identity | null = null;

  readonly site: Site;
  readonly base: string;
  /** The page shows the chat itself, so that it is always open. */
  readonly isPage: boolean;

  constructor(site: Site, base: string, language: Language, isPage: boolean) {
    this.site = site;
    this.base = base;
    this.isPage = isPage;
    this.#api = new Api(base, site.key);
    this.#memory = new Memory(site.key);
    this.#api.token = this.#memory.get("token");
    this.state = {
      isOpen: isPage,
      connection: "idle",
      thread: { messages: [], drafts: [] },
      hasOlder: false,
      isOnline: true,
      isKnown: false,
      typing: "",
      stream: "",
      uploads: [],
      unread: 0,
      notice: "",
      language,
    };
    this.#socket = new Socket(`${base.replace(/^http/, "ws")}/ws/widget/${site.key}/`, {
      hello: () => ({ token: this.#api.token, after: lastId(this.state.thread) }),
      frame: (frame) => this.#receive(frame),
      state: (connection) => this.#connected(connection),
      expired: () => void this.#startOver(),
    });
  }

  #set(change: Partial<State>) {
    this.state = { ...this.state, ...change };
    this.state.unread = this.#isWatched ? 0 : unreadOf(this.state.thread);
    this.listener();
  }

  get #isWatched() {
    return this.state.isOpen && !document.hidden;
  }

  /** Somebody who was here before sees at once whether there is an answer. */
  resume() {
    if (this.isPage || this.#api.token) void this.begin();
  }

  open() {
    if (this.state.isOpen) return;
    this.#set({ isOpen: true });
    void this.begin();
    this.markRead();
  }

  close() {
    if (!this.isPage) this.#set({ isOpen: false });
  }

  setLanguage(language: Language) {
    this.#set({ language });
  }

  begin(): Promise<void> {
    this.#visiting ??= this.#visit().catch((error) => {
      this.#visiting = null;
      if (error.status === 403 && this.#identity) {
        // A wrong proof must not keep the visitor from writing.
        this.#identity = null;
        return this.begin();
      }
      this.#connected("lost");
      setTimeout(() => this.begin(), RETRY_MS);
    });
    return this.#visiting;
  }

  async #visit() {
    this.#set({ connection: "connecting" });
    const visit = this.#identity ? await this.#api.identify(this.#identity) : await this.#api.visit();
    this.#greeted(visit);
    await this.#refresh();
    this.#socket.open();
  }

  #greeted(visit: Visit) {
    this.#api.token = visit.token;
    this.#memory.set("token", visit.token);
    this.#set({ isOnline: visit.is_online, isKnown: visit.is_known });
  }

  async identify(who: Identity) {
    this.#identity = who;
    for (const name of ["name", "email"] as const) if (who[name]) this.details[name] = who[name];
    if (this.#visiting || this.#api.token) await this.#startOver({ keepsToken: true });
  }

  /** The token is not good any more, or somebody else sits here now. */
  async #startOver({ keepsToken = false } = {}) {
    this.#socket.close();
    const known = this.#memory.get("token");
    // Another tab may have moved on already, by signing the visitor in for one.
    if (known !== this.#api.token) this.#api.token = known;
    else if (!keepsToken) this.#forget();
    this.#visiting = null;
    this.#set({ thread: { messages: [], drafts: this.state.thread.drafts } });
    await this.begin();
  }

  #forget() {
    this.#api.token = "";
    this.#memory.set("token", "");
  }

  /** The visitor signs out of the website: the next one on this browser is a stranger. */
  async reset() {
    this.#identity = null;
    this.details = {};
    this.#socket.close();
    this.#forget();
    this.#visiting = null;
    this.#set({ thread: { messages: [], drafts: [] }, isKnown: false, stream: "", typing: "" });
    if (this.state.isOpen) await this.begin();
  }

  async #refresh() {
    const page = await this.#api.thread();
    this.#set({ thread: merge(this.state.thread, page.results), hasOlder: page.has_older });
    this.markRead();
  }

  async earlier() {
    const first = this.state.thread.messages[0];
    if (!first || !this.state.hasOlder) return;
    const page = await this.#api.thread(`?before=${first.id}`);
    this.#set({ thread: merge(this.state.thread, page.results), hasOlder: page.has_older });
  }

  #connected(connection: Connection) {
    clearTimeout(this.#lostTimer);
    // A moment without a connection is no news.
    if (connection === "lost")
      this.#lostTimer = window.setTimeout(() => this.#set({ connection }), LOST_AFTER_MS);
    else if (connection !== "connecting" || this.state.connection !== "lost") this.#set({ connection });
  }

  retry = () => {
    if (this.#visiting) this.#socket.hurry();
    else void this.begin();
    for (const draft of this.state.thread.drafts) if (draft.state === "failed") this.again(draft);
  };

  #receive({ type, data }: Frame) {
    if (type === "hello") this.#hello(data);
    else if (type === "resync") void this.#refresh();
    else if (type.startsWith("message.")) this.#show(data as unknown as Message);
    else if (type === "agent.delta") this.#set({ stream: String(data.text ?? ""), typing: "" });
    else if (type === "read") this.#set({ thread: markSeen(this.state.thread, String(data.client_id)) });
    else if (type === "typing") this.#showTyping(data);
  }

  #hello(data: Record<string, unknown>) {
    this.#set({ isOnline: data.is_online !== false });
    const cursor = data.cursor as string | null;
    if (cursor && !lastId(this.state.thread)) void this.#refresh();
    for (const draft of this.state.thread.drafts) if (draft.state === "failed") this.again(draft);
  }

  #show(message: Message) {
    const isAnswer = message.from !== "visitor";
    const thread = merge(this.state.thread, [message]);
    this.#set(isAnswer ? { thread, stream: "", typing: "" } : { thread, isKnown: true });
    if (isAnswer) this.markRead();
  }

  #showTyping(data: Record<string, unknown>) {
    clearTimeout(this.#typingTimer);
    const isOn = data.state !== "off";
    this.#set({ typing: isOn ? (data.who === "agent" ? "agent" : "member") : "" });
    if (isOn) this.#typingTimer = window.setTimeout(() => this.#set({ typing: "" }), TYPING_MS);
  }

  /** Called whenever the thread is before the visitor's eyes. */
  markRead = () => {
    if (!this.#isWatched || unreadOf(this.state.thread) === 0) {
      this.#set({});
      return;
    }
    const { messages, drafts } = this.state.thread;
    const read = messages.map((one) => (one.from === "visitor" ? one : { ...one, status: "read" }));
    this.#set({ thread: { messages: read, drafts } });
    this.#api.read().catch(() => undefined);
  };

  type() {
    const now = Date.now();
    if (now - this.#typedAt < TYPING_EVERY_MS) return;
    this.#typedAt = now;
    this.#socket.send({ type: "typing", state: "on" });
  }

  async attach(files: Iterable<File>) {
    await this.begin();
    await Promise.all([...files].map((file) => this.#upload(file)));
  }

  async #upload(file: File) {
    const id = uuid();
    const put = (upload: Upload) =>
      this.#set({
        uploads: [...this.state.uploads.filter((one) => one.id !== id && one.id !== upload.id), upload],
      });
    const base = { id, name: file.name, size: file.size };
    if (file.size > this.site.max_file_bytes) return put({ ...base, state: "too_large" });
    put({ ...base, state: "uploading" });
    try {
      const stored = await this.#api.upload(file);
      put({ id: stored.id, name: stored.name, size: stored.size, state: "ready" });
    } catch {
      put({ ...base, state: "failed" });
    }
  }

  detach(id: string) {
    this.#set({ uploads: this.state.uploads.filter((upload) => upload.id !== id) });
  }

  say(text: string, choice: Draft["choice"] = null) {
    const files = choice ? [] : this.state.uploads.filter((upload) => upload.state === "ready");
    if (!text.trim() && files.length === 0 && !choice) return;
    const at = new Date().toISOString();
    const draft: Draft = { client_id: uuid(), text, files, choice, state: "sending", at };
    this.#set({
      thread: putDraft(this.state.thread, draft),
      uploads: choice ? this.state.uploads : [],
      notice: "",
    });
    this.#typedAt = 0;
    void this.#send(draft);
  }

  again(draft: Draft) {
    this.#set({ thread: setDraft(this.state.thread, draft.client_id, "sending"), notice: "" });
    void this.#send(draft);
  }

  async #send(draft: Draft, isRepeated = false): Promise<void> {
    try {
      await this.begin();
      await this.#api.say({
        client_id: draft.client_id,
        text: draft.text,
        attachments: draft.files.map((file) => file.id),
        choice: draft.choice,
        details: this.state.isKnown ? {} : this.details,
        page: location.href.slice(0, 1000),
        language: this.state.language,
      });
      this.#set({ thread: setDraft(this.state.thread, draft.client_id, "accepted"), isKnown: true });
    } catch (error) {
      if (error instanceof Refused && error.status === 401 && !isRepeated) {
        await this.#startOver();
        return this.#send(draft, true);
      }
      const notice = error instanceof Refused && error.status === 429 ? "slow" : "failed";
      this.#set({ thread: setDraft(this.state.thread, draft.client_id, "failed"), notice });
    }
  }
}
