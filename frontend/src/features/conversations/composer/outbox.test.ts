import { ApiError } from "@/shared/api/errors";
import type { Message } from "@/shared/api/types";
import { aMessage } from "@/testing/builders";
import type { OutgoingMessage } from "../thread/api";
import { type Letter, Outbox } from "./outbox";

const letter = (text: string): Letter => ({ text, files: [], replyTo: null, isPrivate: false });
const arrive = async (_id: string, message: OutgoingMessage) => aMessage({ client_id: message.client_id });

describe("the outbox", () => {
  it("shows a message before the server knows of it and hands it over when it does", async () => {
    const outbox = new Outbox(arrive);
    const sent: Message[] = [];
    outbox.onSent = (message) => sent.push(message);

    const { clientId, done } = outbox.hand("c1", letter("Hello"));
    expect(outbox.of("c1")).toMatchObject([{ text: "Hello", error: null }]);
    await done;

    expect(sent.map((message) => message.client_id)).toEqual([clientId]);
    expect(outbox.of("c1")).toEqual([]);
  });

  it("keeps the text and the reason when sending fails, and tries again under the same client_id", async () => {
    const seen: OutgoingMessage[] = [];
    let isClosed = true;
    const outbox = new Outbox(async (id, message) => {
      seen.push(message);
      if (isClosed) throw new ApiError("window_closed", "", { status: 409 });
      return arrive(id, message);
    });

    await outbox.post("c1", letter("Hello"));
    expect(outbox.of("c1")).toMatchObject([{ text: "Hello", error: { code: "window_closed" } }]);
    isClosed = false;
    await outbox.retry("c1", outbox.of("c1")[0]?.clientId ?? "");

    expect(outbox.of("c1")).toEqual([]);
    expect(new Set(seen.map((message) => message.client_id)).size).toBe(1);
  });

  it("sends one after another, in the order of writing", async () => {
    const order: string[] = [];
    const outbox = new Outbox(async (id, message) => {
      order.push(`start ${message.text}`);
      await new Promise((resolve) => setTimeout(resolve, message.text === "one" ? 20 : 0));
      order.push(`end ${message.text}`);
      return arrive(id, message);
    });

    await Promise.all([outbox.post("c1", letter("one")), outbox.post("c1", letter("two"))]);

    expect(order).toEqual(["start one", "end one", "start two", "end two"]);
  });

  it("forgets an entry when its frame overtakes the answer", () => {
    const outbox = new Outbox(() => new Promise(() => {}));
    const { clientId } = outbox.hand("c1", letter("Hello"));

    outbox.settle("c1", clientId);

    expect(outbox.of("c1")).toEqual([]);
  });

  it("waits without a connection and then sends everything once, in order", async () => {
    const sent: string[] = [];
    let isOnline = false;
    const outbox = new Outbox(async (id, message) => {
      if (!isOnline) throw new ApiError("offline", "");
      sent.push(message.text);
      return arrive(id, message);
    });

    await outbox.post("c1", letter("one"));
    await outbox.post("c1", letter("two"));
    expect(outbox.of("c1")).toMatchObject([{ isWaiting: true, error: null }, { text: "two" }]);
    isOnline = true;
    outbox.resume();
    outbox.resume();
    await vi.waitFor(() => expect(outbox.of("c1")).toEqual([]));

    expect(sent).toEqual(["one", "two"]);
  });

  it("survives a reload and goes out once, for the same member only", async () => {
    const before = new Outbox(async () => {
      throw new ApiError("offline", "");
    });
    before.open("ada");
    await before.post("c1", letter("Hello"));
    const clientId = before.of("c1")[0]?.clientId;
    const sent: (string | null)[] = [];
    const count = async (id: string, message: OutgoingMessage) => {
      sent.push(message.client_id);
      return arrive(id, message);
    };

    new Outbox(count).open("ben");
    const after = new Outbox(count);
    after.open("ada");
    await vi.waitFor(() => expect(after.of("c1")).toEqual([]));
    new Outbox(count).open("ada");

    expect(sent).toEqual([clientId]);
  });

  it("cancels on the server what is taken back while it is on its way", async () => {
    let arriveNow = (_message: Message) => {};
    const cancelled: string[] = [];
    const outbox = new Outbox(
      () => new Promise((resolve) => (arriveNow = resolve)),
      async (_id, messageId) => {
        cancelled.push(messageId);
        return aMessage();
      },
    );
    const { clientId, done } = outbox.hand("c1", letter("Oops"));

    expect(outbox.takeBack("c1", clientId)).toBe(true);
    arriveNow(aMessage({ id: "m7", client_id: clientId }));
    await done;

    expect(outbox.of("c1")).toEqual([]);
    expect(cancelled).toEqual(["m7"]);
  });
});
