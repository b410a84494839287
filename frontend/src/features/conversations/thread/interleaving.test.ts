import { QueryClient } from "@tanstack/react-query";
import type { Page } from "@/shared/api/paging";
import type { Message } from "@/shared/api/types";
import { aMessage, lastPage, pagesOf } from "@/testing/builders";
import { chance } from "@/testing/chance";
import { keys } from "../keys";
import { threadHandlers } from "./binding";
import { messagesOf, oldestFirst, type Thread } from "./cache";
import { caughtUp } from "./catchUp";

type Luck = ReturnType<typeof chance>;
type Frame = { type: "message.updated" | "message.deleted"; data: unknown };

const THREAD = keys.messages("c1");
const PAGE = 8;

function at(minute: number): string {
  return new Date(Date.UTC(2026, 10, 20, 8, minute)).toISOString().replace(".000Z", "Z");
}

/** The server: messages that come, change, move to their time and are taken back, each with its frame. */
class Server {
  readonly rows = new Map<string, Message>();
  readonly frames: Frame[] = [];
  private count = 0;

  private readonly luck: Luck;

  constructor(luck: Luck) {
    this.luck = luck;
    for (let number = 0; number < 12; number += 1) this.create();
    this.frames.length = 0;
  }

  private create(): void {
    this.count += 1;
    const id = `m${String(this.count).padStart(3, "0")}`;
    const isPlanned = this.luck.below(5) === 0;
    const status = isPlanned ? ("scheduled" as const) : ("sent" as const);
    // Platforms bring messages out of order, too.
    const minute = isPlanned ? 500 + this.count : Math.max(0, this.count - this.luck.below(3));
    this.write(aMessage({ id, status, provider_at: at(minute) }));
  }

  private write(message: Message): void {
    this.rows.set(message.id, message);
    this.frames.push({ type: "message.updated", data: message });
  }

  change(): void {
    const { luck } = this;
    const held = luck.pick([...this.rows.values()]);
    const dice = luck.below(10);
    if (dice < 4) this.create();
    else if (dice === 4 && held.status === "scheduled") {
      this.rows.delete(held.id);
      this.frames.push({ type: "message.deleted", data: { id: held.id, conversation: "c1" } });
    } else if (dice < 7 && held.status === "scheduled") {
      this.write({ ...held, status: "sent", provider_at: at(this.count), rev: held.rev + 1 });
    } else this.write({ ...held, text: `${held.text}!`, rev: held.rev + 1 });
  }

  get said(): Message[] {
    return [...this.rows.values()].sort(oldestFirst);
  }
}

/** Late, twice, out of order. */
function deliver(luck: Luck, client: QueryClient, frames: Frame[]): void {
  const queue = [...frames, ...frames.filter(() => luck.below(4) === 0)];
  while (queue.length > 0) {
    const [frame] = queue.splice(luck.below(queue.length), 1);
    if (frame) threadHandlers[frame.type]?.({ id: null, ...frame }, { client, memberId: null });
  }
}

function start(seed: number) {
  const luck = chance(seed);
  const server = new Server(luck);
  const client = new QueryClient();
  client.setQueryData<Thread>(THREAD, pagesOf(lastPage(...server.said)));
  return { luck, server, client, shown: () => messagesOf(client.getQueryData<Thread>(THREAD)) };
}

const SEEDS = Array.from({ length: 40 }, (_, index) => index + 1);

describe("random interleavings of message frames", () => {
  it.each(SEEDS)("leave a thread as a fresh fetch would show it (seed %i)", (seed) => {
    const { luck, server, client, shown } = start(seed);

    for (let step = 0; step < 60; step += 1) server.change();
    deliver(luck, client, server.frames);

    expect(shown()).toEqual(server.said);
  });

  it.each(SEEDS)("are not undone by pages that were on their way meanwhile (seed %i)", async (seed) => {
    const { luck, server, client, shown } = start(seed);
    const now = server.said;
    client.setQueryData<Thread>(
      THREAD,
      pagesOf({ next: "older", previous: null, results: now.slice(-PAGE) }, lastPage(...now.slice(0, -PAGE))),
    );

    await client.fetchInfiniteQuery({
      queryKey: THREAD,
      queryFn: ({ pageParam, queryKey }) =>
        caughtUp(client, "c1", queryKey, async () => {
          const all = server.said;
          const results = pageParam ? all.filter((one) => oldestFirst(one, pageParam) < 0) : all.slice(-PAGE);
          for (let step = 0; step < 10; step += 1) server.change();
          deliver(luck, client, server.frames.splice(0));
          return { next: pageParam ? null : "older", previous: null, results };
        }),
      initialPageParam: null as Message | null,
      getNextPageParam: (page: Page<Message>) => (page.next ? (page.results[0] ?? null) : null),
    });

    expect(shown().map(({ id, rev }) => [id, rev])).toEqual(server.said.map(({ id, rev }) => [id, rev]));
  });
});
