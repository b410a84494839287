import { backoffMs } from "./backoff";
import { type Frame, LiveSocket } from "./socket";

class Wire {
  static last: Wire;
  static all: Wire[] = [];
  readonly url: string;
  readyState: number = WebSocket.OPEN;
  onmessage: ((event: MessageEvent<string>) => void) | null = null;
  onclose: ((event: CloseEvent) => void) | null = null;
  sent: unknown[] = [];

  constructor(url: string) {
    this.url = url;
    Wire.last = this;
    Wire.all.push(this);
  }
  send(text: string) {
    this.sent.push(JSON.parse(text));
  }
  close() {}
  say(frame: Partial<Frame>) {
    this.onmessage?.({
      data: JSON.stringify({ id: null, rev: 1, data: {}, ...frame }),
    } as MessageEvent<string>);
  }
  hello(cursor: number) {
    this.say({ type: "hello", data: { cursor } });
  }
  drop(code = 1006) {
    this.onclose?.({ code } as CloseEvent);
  }
}

function open() {
  const frames: Frame[] = [];
  const onStale = vi.fn();
  const socket = new LiveSocket({
    url: (after) => `ws://acme/ws/inbox/?after=${after}`,
    onFrame: (frame) => frames.push(frame),
    onStale,
    create: (url) => new Wire(url) as unknown as WebSocket,
  });
  socket.start();
  const ids = () => frames.filter((frame) => frame.id !== null).map((frame) => frame.id);
  return { socket, frames, ids, onStale };
}

describe("the live socket", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    Wire.all = [];
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("asks for a refetch on the first hello and not on the next", () => {
    const { socket, onStale } = open();
    Wire.last.hello(10);
    Wire.last.drop();
    vi.advanceTimersByTime(1_000);
    Wire.last.hello(10);

    expect(onStale).toHaveBeenCalledTimes(1);
    expect(socket.getState().phase).toBe("open");
    socket.stop();
  });

  it("resumes after the highest id and shows each frame once", () => {
    const { socket, ids } = open();
    Wire.last.hello(10);
    Wire.last.say({ id: 12, type: "message.created" });
    Wire.last.say({ id: 11, type: "message.created" });
    Wire.last.drop();
    vi.advanceTimersByTime(1_000);
    expect(Wire.last.url).toBe("ws://acme/ws/inbox/?after=12");

    Wire.last.hello(13);
    Wire.last.say({ id: 12, type: "message.created" });
    Wire.last.say({ id: 13, type: "message.created" });

    expect(ids()).toEqual([12, 11, 13]);
    socket.stop();
  });

  it("does not jump over a gap when the connection breaks before the replay", () => {
    const { socket } = open();
    Wire.last.hello(10);
    Wire.last.drop();
    vi.advanceTimersByTime(1_000);
    Wire.last.hello(40);
    Wire.last.drop();
    vi.advanceTimersByTime(2_000);

    expect(Wire.last.url).toBe("ws://acme/ws/inbox/?after=10");
    socket.stop();
  });

  it("refetches and starts from the new cursor on resync", () => {
    const { socket, onStale } = open();
    Wire.last.hello(10);
    Wire.last.drop();
    vi.advanceTimersByTime(1_000);
    Wire.last.hello(9_000);
    Wire.last.say({ type: "resync" });
    Wire.last.drop();
    vi.advanceTimersByTime(2_000);

    expect(onStale).toHaveBeenCalledTimes(2);
    expect(Wire.last.url).toBe("ws://acme/ws/inbox/?after=9000");
    socket.stop();
  });

  it("passes ephemeral frames without remembering them", () => {
    const { socket, frames } = open();
    Wire.last.hello(10);
    Wire.last.say({ type: "typing" });
    Wire.last.say({ type: "typing" });

    expect(frames.map((frame) => frame.type)).toEqual(["hello", "typing", "typing"]);
    socket.stop();
  });

  it("reconnects at once when the network is back", () => {
    const { socket } = open();
    Wire.last.hello(10);
    Wire.last.drop();
    expect(Wire.all).toHaveLength(1);

    window.dispatchEvent(new Event("online"));

    expect(Wire.all).toHaveLength(2);
    socket.stop();
  });

  it("remembers since when it has been down, over several attempts", () => {
    vi.setSystemTime(1_000);
    const { socket } = open();
    Wire.last.hello(10);
    Wire.last.drop();
    vi.setSystemTime(5_000);
    socket.retryNow();
    Wire.last.drop();

    expect(socket.getState().downSince).toBe(1_000);
    socket.stop();
  });

  it("gives up when the session is over", () => {
    const { socket } = open();
    Wire.last.drop(4401);
    vi.advanceTimersByTime(60_000);

    expect(socket.getState()).toMatchObject({ phase: "stopped", closeCode: 4401 });
    expect(Wire.all).toHaveLength(1);
  });

  it("keeps a line that answers, however late a sleeping tab asks", () => {
    const { socket } = open();
    Wire.last.hello(10);
    for (let minute = 0; minute < 5; minute += 1) {
      vi.setSystemTime(Date.now() + 70_000);
      vi.advanceTimersByTime(25_000);
      Wire.last.say({ type: "pong" });
    }

    expect(Wire.all).toHaveLength(1);
    socket.stop();
  });

  it("asks at once when somebody looks again, and connects anew when nothing answers", () => {
    const { socket } = open();
    Wire.last.hello(10);
    vi.setSystemTime(Date.now() + 3_600_000);

    window.dispatchEvent(new Event("focus"));
    expect(Wire.last.sent.at(-1)).toEqual({ type: "ping" });
    vi.advanceTimersByTime(4_000);

    expect(Wire.all).toHaveLength(2);
    expect(Wire.last.url).toBe("ws://acme/ws/inbox/?after=10");
    socket.stop();
  });

  it("notices a connection that has gone silent", () => {
    const { socket } = open();
    Wire.last.hello(10);
    vi.advanceTimersByTime(100_000);

    expect(Wire.all.length).toBeGreaterThan(1);
    socket.stop();
  });
});

describe("the backoff", () => {
  it("spreads over the whole interval and stops growing at 15 s", () => {
    expect(backoffMs(0, () => 0)).toBe(0);
    expect(backoffMs(0, () => 1)).toBe(500);
    expect(backoffMs(3, () => 0.5)).toBe(2_000);
    expect(backoffMs(30, () => 1)).toBe(15_000);
  });
});
