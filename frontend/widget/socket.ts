import type { Connection } from "./types";

export type Frame = { type: string; data: Record<string, unknown> };

const LONGEST_MS = 15_000;
const PING_MS = 25_000;
const SILENCE_MS = 60_000;

/** Wait between tries: full jitter up to a ceiling that doubles. */
export function pause(attempt: number, random = Math.random): number {
  return 300 + random() * Math.min(LONGEST_MS, 1000 * 2 ** attempt);
}

type Hooks = {
  hello: () => { token: string; after: string };
  frame: (frame: Frame) => void;
  state: (state: Connection) => void;
  expired: () => void;
};

/** One socket that comes back by itself; the token goes into the first frame, never into the address. */
export class Socket {
  #socket: WebSocket | null = null;
  #attempt = 0;
  #timer = 0;
  #ping = 0;
  #heardAt = 0;
  #isWanted = false;

  readonly #url: string;
  readonly #hooks: Hooks;

  constructor(url: string, hooks: Hooks) {
    this.#url = url;
    this.#hooks = hooks;
    addEventListener("online", this.hurry);
    document.addEventListener("visibilitychange", this.hurry);
  }

  open() {
    if (this.#isWanted) return;
    this.#isWanted = true;
    this.#connect();
  }

  close() {
    this.#isWanted = false;
    clearTimeout(this.#timer);
    clearInterval(this.#ping);
    this.#socket?.close();
    this.#socket = null;
    this.#hooks.state("idle");
  }

  send(frame: object) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }

  /** Try at once, for people who press "try again" and for networks that come back. */
  hurry = () => {
    const isOpen = this.#socket?.readyState === WebSocket.OPEN;
    if (!this.#isWanted || isOpen || document.hidden) return;
    this.#attempt = 0;
    this.#connect();
  };

  #connect() {
    clearTimeout(this.#timer);
    this.#drop();
    this.#hooks.state("connecting");
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    socket.onopen = () => socket.send(JSON.stringify({ type: "hello", ...this.#hooks.hello() }));
    socket.onmessage = (event) => {
      this.#heardAt = Date.now();
      const frame = JSON.parse(event.data as string) as Frame;
      if (frame.type === "hello") {
        this.#attempt = 0;
        this.#hooks.state("open");
      }
      this.#hooks.frame(frame);
    };
    socket.onclose = (event) => {
      if (this.#socket !== socket) return;
      clearInterval(this.#ping);
      this.#hooks.state("lost");
      if (event.code === 4401) this.#hooks.expired();
      else if (event.code !== 4403 && event.code !== 4404) this.#later();
    };
    this.#heardAt = Date.now();
    this.#ping = window.setInterval(() => this.#beat(socket), PING_MS);
  }

  #beat(socket: WebSocket) {
    // A network that died in silence is only noticed by what does not come back.
    if (Date.now() - this.#heardAt > SILENCE_MS) socket.close();
    else this.send({ type: "ping" });
  }

  #drop() {
    clearInterval(this.#ping);
    const old = this.#socket;
    this.#socket = null;
    old?.close();
  }

  #later() {
    if (!this.#isWanted) return;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#connect(), pause(this.#attempt++));
  }
}
