import { act, screen, within } from "@testing-library/react";
import { violations } from "@/testing/axe";
import { ADA, aConversation, lastPage, pagesOf } from "@/testing/builders";
import { show } from "@/testing/render";
import { type ServerDraft, serverDrafts } from "../composer/serverDrafts";
import { keys } from "../keys";
import { showConversation } from "../liveBinding";
import { ConversationList } from "./ConversationList";
import { filtersOf } from "./filters";

const FILTERS = filtersOf({});
const NO_DRAFT: ServerDraft = {
  conversation: "c1",
  mode: "reply",
  text: "",
  attachments: [],
  reply_to: null,
  channel: null,
  written_at: "2026-11-20T10:00:00Z",
  other: null,
  rev: 0,
};

async function open(...conversations: ReturnType<typeof aConversation>[]) {
  const onOrder = vi.fn();
  vi.spyOn(globalThis, "fetch").mockImplementation(async () => Response.json(lastPage(...conversations)));
  const view = await show(<ConversationList filters={FILTERS} openId={null} onOrder={onOrder} />);
  if (conversations.length > 0) await screen.findByRole("list");
  return { ...view, onOrder };
}

describe("the conversation list", () => {
  it("tells who wrote, what, and how much is unread", async () => {
    await open(aConversation({ unread: 12 }));

    const row = within(screen.getByRole("listitem"));
    expect(row.getByText("Dana Koval")).toBeVisible();
    expect(row.getByText("Hello")).toBeVisible();
    expect(row.getByText("9+")).toBeVisible();
    expect(row.getByRole("img", { name: "WhatsApp" })).toBeVisible();
  });

  it("marks a row in which one has begun to write", async () => {
    serverDrafts.hear({ ...NO_DRAFT, text: "We have time at", rev: 1 });
    await open(aConversation());

    expect(screen.getByRole("listitem")).toHaveTextContent("Draft: We have time at");
    act(() => serverDrafts.hear(NO_DRAFT));
    expect(screen.getByRole("listitem")).toHaveTextContent("Hello");
  });

  it("follows a live frame", async () => {
    const { client } = await open(aConversation());

    act(() => showConversation(client, aConversation({ rev: 2, assignee: ADA, unread: 1 })));

    expect(await screen.findByText("Ada")).toBeVisible();
    expect(client.getQueryData(keys.list(FILTERS))).toEqual(
      pagesOf(lastPage(aConversation({ rev: 2, assignee: ADA, unread: 1 }))),
    );
  });

  it("counts down to the close of the reply window while a customer waits", async () => {
    const soon = new Date(Date.now() + 2 * 3_600_000 + 60_000).toISOString();
    const window = { open: true, closes_at: soon, open_to_people: true, person_closes_at: null };
    await open(
      aConversation({ window, waiting_since: new Date(Date.now() - 22 * 3_600_000).toISOString() }),
      aConversation({ id: "c2", window }),
    );

    const [waiting, answered] = screen.getAllByRole("listitem");
    expect(waiting).toHaveTextContent("Left to reply: 2 h");
    expect(answered).not.toHaveTextContent("Left to reply");
  });

  it("offers to connect a channel on the first morning", async () => {
    await open();

    expect(await screen.findByText("Your first conversation will appear here")).toBeVisible();
    expect(screen.getByRole("link", { name: "Connect a channel" })).toHaveAttribute(
      "href",
      "/settings/channels",
    );
  });

  it("says what went wrong and lets one try again", async () => {
    vi.spyOn(globalThis, "fetch").mockImplementation(async () =>
      Response.json({ code: "forbidden", message: "" }, { status: 403 }),
    );
    await show(<ConversationList filters={FILTERS} openId={null} onOrder={() => {}} />);

    expect(await screen.findByRole("alert")).toHaveTextContent("Your role does not allow this.");
    expect(screen.getByRole("button", { name: "Try again" })).toBeVisible();
  });

  it("breaks no rule of accessibility", async () => {
    const { container } = await open(aConversation(), aConversation({ id: "c2", agent_mode: "autopilot" }));

    expect(await violations(container)).toEqual([]);
  });
});
