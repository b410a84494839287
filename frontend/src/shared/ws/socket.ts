import { backoffMs } from "./backoff";

export type Frame = { id: number | null; type: string; rev?: number; data: unknown };
export type Phase = "idle" | "connecting" | "open" | "waiting" | "stopped";
export type SocketState = { phase: Phase; downSince: number | null; closeCode: number | null };

export type SocketOptions = {
  url: (after: number | null) => string;
  onFrame: (frame: Frame) => void;
  /** Everything shown may be stale: the server could not replay the gap, or this is the first hello. */
  onStale: () => void;
  create?: (url: string) => WebSocket;
};

const PING_EVERY_MS = 25_000;
/** A ping that nothing answers for so long went into a dead line. */
const ANSWER_WITHIN_MS = 20_000;
/** Whoever comes back to the page need not wait so long. */
const ANSWER_SOON_MS = 4_000;
const REMEMBERED_IDS = 5_000;
const FINAL_CLOSE_CODES = new Set([4401, 4403]);

/** One socket per tab, kept outside React. Resumes after the highest frame id it has seen. */
export class LiveSocket {
  private readonly options: SocketOptions;
  private readonly listeners = new Set<() => void>();
  private readonly seen = new Set<number>();
  private socket: WebSocket | null = null;
  private cursor: number | null = null;
  private helloCursor: number | null = null;
  private attempt = 0;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private pingTimer: ReturnType<typeof setInterval> | undefined;
  private probeTimer: ReturnType<typeof setTimeout> | undefined;
  private heardAt = 0;
  private askedAt = 0;
  private state: SocketState = { phase: "idle", downSince: null, closeCode: null };

  constructor(options: SocketOptions) {
    this.options = options;
  }

  readonly getState = (): SocketState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  start(): void {
    if (this.state.phase !== "idle" && this.state.phase !== "stopped") return;
    window.addEventListener("online", this.wake);
    window.addEventListener("focus", this.wake);
    document.addEventListener("visibilitychange", this.wake);
    this.connect();
  }

  stop(): void {
    window.removeEventListener("online", this.wake);
    window.removeEventListener("focus", this.wake);
    document.removeEventListener("visibilitychange", this.wake);
    this.drop();
    this.setState({ phase: "idle", downSince: null, closeCode: null });
  }

  /** Skip the rest of the waiting time; does nothing while connected. */
  readonly retryNow = (): void => {
    if (this.state.phase === "waiting") this.connect();
  };

  /** Somebody looks again, or the network is back: a line that died meanwhile is not known to be dead. */
  private readonly wake = (): void => {
    this.retryNow();
    if (this.state.phase !== "open" || document.visibilityState !== "visible") return;
    const asked = Date.now();
    this.ping();
    clearTimeout(this.probeTimer);
    this.probeTimer = setTimeout(() => {
      if (this.state.phase !== "open" || this.heardAt >= asked) return;
      this.lose(4408);
      this.retryNow();
    }, ANSWER_SOON_MS);
  };

  send(frame: Record<string, unknown>): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame));
  }

  private connect(): void {
    this.drop();
    this.setState({ ...this.state, phase: "connecting" });
    const url = this.options.url(this.cursor);
    const socket = this.options.create?.(url) ?? new WebSocket(url);
    this.socket = socket;
    socket.onmessage = (event: MessageEvent<string>) => this.receive(JSON.parse(event.data) as Frame);
    socket.onclose = (event: CloseEvent) => this.lose(event.code);
  }

  private receive(frame: Frame): void {
    this.heardAt = Date.now();
    if (frame.type === "hello") this.greet(frame.data as { cursor: number });
    else if (frame.type === "resync") this.resync(frame.data as { cursor?: number });
    if (frame.id !== null && frame.id !== undefined && frame.type !== "hello") {
      if (this.seen.has(frame.id)) return;
      this.remember(frame.id);
    }
    if (frame.type !== "resync" && frame.type !== "pong") this.options.onFrame(frame);
  }

  private greet(hello: { cursor: number }): void {
    this.attempt = 0;
    this.helloCursor = hello.cursor;
    this.setState({ phase: "open", downSince: null, closeCode: null });
    clearInterval(this.pingTimer);
    this.pingTimer = setInterval(() => this.ping(), PING_EVERY_MS);
    if (this.cursor === null) {
      // Whatever was fetched before the socket joined may have missed a change in between.
      this.cursor = hello.cursor;
      this.options.onStale();
    }
  }

  private resync({ cursor }: { cursor?: number }): void {
    this.seen.clear();
    this.cursor = cursor ?? this.helloCursor;
    this.options.onStale();
  }

  private remember(id: number): void {
    this.seen.add(id);
    if (this.seen.size > REMEMBERED_IDS) this.seen.delete(this.seen.values().next().value as number);
    this.cursor = Math.max(this.cursor ?? 0, id);
  }

  private ping(): void {
    // By the clock of the last ping and not of this timer: a sleeping tab's timers come late.
    if (this.askedAt > this.heardAt && Date.now() - this.askedAt > ANSWER_WITHIN_MS) {
      this.lose(4408);
      return;
    }
    if (this.askedAt <= this.heardAt) this.askedAt = Date.now();
    this.send({ type: "ping" });
  }

  private lose(code: number): void {
    this.drop();
    const downSince = this.state.downSince ?? Date.now();
    if (FINAL_CLOSE_CODES.has(code)) {
      this.setState({ phase: "stopped", downSince, closeCode: code });
      return;
    }
    this.setState({ phase: "waiting", downSince, closeCode: code });
    this.retryTimer = setTimeout(this.retryNow, backoffMs(this.attempt));
    this.attempt += 1;
  }

  private drop(): void {
    clearTimeout(this.retryTimer);
    clearTimeout(this.probeTimer);
    clearInterval(this.pingTimer);
    if (!this.socket) return;
    this.socket.onmessage = null;
    this.socket.onclose = null;
    this.socket.close();
    this.socket = null;
  }

  private setState(state: SocketState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}
