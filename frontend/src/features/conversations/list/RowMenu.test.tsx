import { act, fireEvent, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { violations } from "@/testing/axe";
import { aConversation, aMe, aMember, lastPage } from "@/testing/builders";
import { show } from "@/testing/render";
import { jobs } from "../bulk/jobs";
import { clearSelection, toggleRow } from "../bulk/selection";
import { ConversationList } from "./ConversationList";
import { filtersOf } from "./filters";

const NEIGHBOUR = aConversation({ id: "c2", contact: { id: "eva", name: "Eva Lis" } });

async function open(me = aMe()) {
  const sent: { path: string; body: unknown }[] = [];
  vi.spyOn(globalThis, "fetch").mockImplementation(async (given) => {
    const request = given as Request;
    if (request.method !== "GET")
      sent.push({ path: new URL(request.url).pathname, body: await request.clone().json() });
    return Response.json(lastPage(aConversation({ unread: 2 }), NEIGHBOUR));
  });
  const list = <ConversationList filters={filtersOf({})} openId={null} onOrder={() => {}} />;
  await show(list, me);
  await screen.findByRole("list", { name: "Conversations" });
  return { sent, row: (name: string) => screen.getByRole("link", { name: new RegExp(name) }) };
}

describe("the menu of a row", () => {
  afterEach(() =>
    act(() => {
      clearSelection();
      jobs.update(() => []);
    }),
  );

  it("does something with the row without opening it", async () => {
    const { sent, row } = await open();

    fireEvent.contextMenu(row("Dana"));
    const menu = await screen.findByRole("menu");
    expect(within(menu).getByText("Dana Koval")).toBeVisible();
    await userEvent.click(within(menu).getByRole("menuitem", { name: /Mark as read/ }));

    expect(sent).toMatchObject([{ path: "/api/conversations/bulk/", body: { action: "read", ids: ["c1"] } }]);
    expect(screen.queryByRole("menu")).toBeNull();
  });

  it("speaks for everything that is ticked", async () => {
    const { sent, row } = await open();
    act(() => {
      toggleRow("c1");
      toggleRow("c2");
    });

    fireEvent.contextMenu(row("Eva"));
    const menu = await screen.findByRole("menu");
    expect(within(menu).getByText("2 selected")).toBeVisible();
    await userEvent.click(within(menu).getByRole("menuitem", { name: /Resolve/ }));

    expect(sent).toMatchObject([{ body: { action: "status", value: "resolved", ids: ["c1", "c2"] } }]);
  });

  it("breaks no rule of accessibility", async () => {
    const { row } = await open();

    fireEvent.contextMenu(row("Dana"));
    await screen.findByRole("menu");

    expect(await violations(document.body)).toEqual([]);
  });

  it("is the browser's own for those who may only read", async () => {
    const { row } = await open(aMe({ member: aMember("viewer") }));

    expect(fireEvent.contextMenu(row("Dana"))).toBe(true);
    expect(screen.queryByRole("menu")).toBeNull();
  });
});
