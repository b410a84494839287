import { QueryClient } from "@tanstack/react-query";
import { flatten, type Page } from "@/shared/api/paging";
import type { Conversation } from "@/shared/api/types";
import { welcome } from "@/shared/session";
import { ADA, aConversation, aMe, BEN, pagesOf } from "@/testing/builders";
import { chance } from "@/testing/chance";
import { keys } from "../keys";
import { showConversation } from "./binding";
import { caughtUp } from "./catchUp";
import { belongs, filtersOf, type ListSearch, resolve } from "./filters";
import type { ConversationList } from "./live";
import { compareBy } from "./order";

const SEARCHES: ListSearch[] = [
  {},
  { tab: "mine" },
  { tab: "unassigned", sort: "waiting" },
  { tab: "ai", status: "all" },
  { tab: "unattended", sort: "oldest" },
  { status: "resolved", sort: "priority" },
  { sort: "unread" },
  {
    status: "all",
    filter: {
      any: [
        { field: "priority", op: "eq", value: "urgent" },
        { field: "unread", op: "eq", value: true },
      ],
    },
  },
];

function at(minute: number): string {
  return new Date(Date.UTC(2026, 10, 20, 8, minute)).toISOString().replace(".000Z", "Z");
}

/** The server: conversations as they are, each change with a higher revision and a frame. */
class Server {
  readonly rows = new Map<string, Conversation>();
  readonly frames: Conversation[] = [];
  private minute = 0;

  private readonly luck: ReturnType<typeof chance>;

  constructor(luck: ReturnType<typeof chance>) {
    this.luck = luck;
    for (let number = 0; number < 14; number += 1) this.create();
    this.frames.length = 0;
  }

  private create(): void {
    this.minute += 1;
    const id = `c${String(this.rows.size).padStart(3, "0")}`;
    this.write(aConversation({ id, created_at: at(this.minute), last_message: null, rev: 1 }));
  }

  private write(conversation: Conversation): void {
    this.rows.set(conversation.id, conversation);
    this.frames.push(conversation);
  }

  change(): void {
    const { luck } = this;
    if (luck.below(10) === 0) {
      this.create();
      return;
    }
    const held = luck.pick([...this.rows.values()]);
    this.minute += 1;
    const changes: (() => Partial<Conversation>)[] = [
      () => ({
        last_message: {
          text: "Hi",
          at: at(this.minute),
          direction: "in",
          kind: "text",
          sender_kind: "contact",
        },
        unread: held.unread + 1,
        waiting_since: held.waiting_since ?? at(this.minute),
      }),
      () => ({ status: luck.pick(["open", "pending", "resolved", "snoozed"] as const) }),
      () => ({ assignee: luck.pick([null, ADA, BEN]) }),
      () => ({ agent_mode: luck.pick(["off", "autopilot"] as const) }),
      () => ({ priority: luck.pick([null, "low", "high", "urgent"]) }),
      () => ({ unread: 0, waiting_since: null }),
    ];
    this.write({ ...held, ...luck.pick(changes)(), rev: held.rev + 1 });
  }

  /** What the API would answer now. */
  fresh(search: ListSearch, loaded?: number): ConversationList {
    const wanted = resolve(filtersOf(search));
    const rows = [...this.rows.values()]
      .filter((row) => belongs(row, wanted, ADA.id))
      .sort(compareBy(wanted.sort));
    const isCut = loaded !== undefined && rows.length > loaded;
    const next = isCut ? "http://acme.localhost/api/?cursor=more" : null;
    return pagesOf({ next, previous: null, results: isCut ? rows.slice(0, loaded) : rows });
  }
}

function start(seed: number, loaded?: number) {
  const luck = chance(seed);
  const server = new Server(luck);
  const client = new QueryClient();
  welcome(client, aMe());
  for (const search of SEARCHES) {
    client.setQueryData(keys.list(filtersOf(search)), server.fresh(search, loaded));
  }
  const shown = (search: ListSearch) =>
    flatten(client.getQueryData<ConversationList>(keys.list(filtersOf(search))));
  return { luck, server, client, shown };
}

/** Late, twice, out of order: as two sockets and a slow network may bring them. */
function deliver(luck: ReturnType<typeof chance>, client: QueryClient, frames: Conversation[]): void {
  const queue = [...frames, ...frames.filter(() => luck.below(4) === 0)];
  while (queue.length > 0) {
    const [frame] = queue.splice(luck.below(queue.length), 1);
    if (frame) showConversation(client, frame);
  }
}

const SEEDS = Array.from({ length: 40 }, (_, index) => index + 1);

describe("random interleavings of frames", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it.each(SEEDS)("leave whole lists as a fresh fetch would show them (seed %i)", (seed) => {
    const { luck, server, client, shown } = start(seed);

    for (let step = 0; step < 60; step += 1) server.change();
    deliver(luck, client, server.frames);

    for (const search of SEARCHES) expect(shown(search)).toEqual(flatten(server.fresh(search)));
  });

  it.each(SEEDS)(
    "leave the loaded part of long lists without gap and without strangers (seed %i)",
    (seed) => {
      const { luck, server, client, shown } = start(seed, 5);

      for (let step = 0; step < 60; step += 1) server.change();
      deliver(luck, client, server.frames);

      for (const search of SEARCHES) {
        const held = shown(search);
        expect(held).toEqual(flatten(server.fresh(search)).slice(0, held.length));
      }
    },
  );

  it.each(SEEDS)("are not undone by an answer that was on its way meanwhile (seed %i)", async (seed) => {
    const { luck, server, client, shown } = start(seed);
    const search = luck.pick(SEARCHES);
    const filters = filtersOf(search);

    for (let step = 0; step < 20; step += 1) server.change();
    const asked = caughtUp(client, filters, async () => {
      const page = server.fresh(search).pages[0];
      for (let step = 0; step < 20; step += 1) server.change();
      deliver(luck, client, server.frames);
      return page ?? { next: null, previous: null, results: [] };
    });
    client.setQueryData(keys.list(filters), pagesOf(await asked));

    expect(shown(search)).toEqual(flatten(server.fresh(search)));
  });

  it.each(SEEDS)("are not undone by pages that are fetched anew one by one (seed %i)", async (seed) => {
    const { luck, server, client, shown } = start(seed);
    const search = luck.pick(SEARCHES);
    const filters = filtersOf(search);
    const [whole] = server.fresh(search).pages;
    const compare = compareBy(resolve(filters).sort);
    const isAfter = (row: Conversation, cursor: Conversation) => compare(row, cursor) > 0;
    const rows = whole?.results ?? [];
    client.setQueryData<ConversationList>(
      keys.list(filters),
      pagesOf(
        { next: "more", previous: null, results: rows.slice(0, 5) },
        { next: null, previous: null, results: rows.slice(5) },
      ),
    );

    await client.fetchInfiniteQuery({
      queryKey: keys.list(filters),
      queryFn: ({ pageParam: cursor }) =>
        caughtUp(client, filters, async () => {
          const now = flatten(server.fresh(search));
          for (let step = 0; step < 5; step += 1) server.change();
          deliver(luck, client, server.frames.splice(0));
          // A cursor holds the place where the page before ended.
          const results = cursor ? now.filter((row) => isAfter(row, cursor)) : now.slice(0, 5);
          return { next: cursor || now.length <= 5 ? null : "more", previous: null, results };
        }),
      initialPageParam: null as Conversation | null,
      getNextPageParam: (page: Page<Conversation>) => (page.next ? (page.results.at(-1) ?? null) : null),
    });

    expect(shown(search).map(({ id }) => id)).toEqual(flatten(server.fresh(search)).map(({ id }) => id));
  });
});
