import { ApiError } from "@/shared/api/errors";
import type { Message } from "@/shared/api/types";
import { aMessage } from "@/testing/builders";
import type { OutgoingMessage } from "../api";
import { type Letter, Outbox } from "./outbox";

const letter = (text: string): Letter => ({ text, files: [], replyTo: null, isPrivate: false });

describe("the outbox", () => {
  it("shows a message before the server knows of it and hands it over when it does", async () => {
    const outbox = new Outbox(async (_id, message) => aMessage({ client_id: message.client_id }));
    const sent: Message[] = [];
    outbox.onSent = (message) => sent.push(message);

    const done = outbox.post("c1", letter("Hello"));
    expect(outbox.of("c1")).toMatchObject([{ text: "Hello", error: null }]);
    const clientId = outbox.of("c1")[0]?.clientId;
    await done;

    expect(sent.map((message) => message.client_id)).toEqual([clientId]);
    expect(outbox.of("c1")).toEqual([]);
  });

  it("keeps the text and the reason when sending fails, and tries again under the same client_id", async () => {
    const seen: OutgoingMessage[] = [];
    let isClosed = true;
    const outbox = new Outbox(async (_id, message) => {
      seen.push(message);
      if (isClosed) throw new ApiError("window_closed", "", { status: 409 });
      return aMessage({ client_id: message.client_id });
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
    const outbox = new Outbox(async (_id, message) => {
      order.push(`start ${message.text}`);
      await new Promise((resolve) => setTimeout(resolve, message.text === "one" ? 20 : 0));
      order.push(`end ${message.text}`);
      return aMessage({ client_id: message.client_id });
    });

    await Promise.all([outbox.post("c1", letter("one")), outbox.post("c1", letter("two"))]);

    expect(order).toEqual(["start one", "end one", "start two", "end two"]);
  });

  it("forgets an entry when its frame overtakes the answer", () => {
    const outbox = new Outbox(() => new Promise(() => {}));
    outbox.post("c1", letter("Hello"));

    outbox.settle("c1", outbox.of("c1")[0]?.clientId ?? "");

    expect(outbox.of("c1")).toEqual([]);
  });
});
