import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { Conversation } from "@/shared/api/types";
import { Toaster } from "@/shared/ui/Toaster";
import { toasts } from "@/shared/ui/toast";
import { ADA, aConversation, BEN } from "@/testing/builders";
import { show } from "@/testing/render";
import { keys } from "../keys";
import { useConversationActions } from "./useConversationActions";

function Desk() {
  const { assignTo, assignToMe } = useConversationActions("c1");
  return (
    <>
      <button type="button" onClick={() => assignTo(BEN)}>
        to Ben
      </button>
      <button type="button" onClick={assignToMe}>
        to me
      </button>
      <Toaster />
    </>
  );
}

async function open(conversation: Conversation) {
  const sent: [string, unknown][] = [];
  let rev = 1;
  vi.spyOn(globalThis, "fetch").mockImplementation(async (given) => {
    const request = given as Request;
    const text = await request.clone().text();
    sent.push([new URL(request.url).pathname, text ? JSON.parse(text) : null]);
    rev += 1;
    return Response.json({ ...conversation, rev });
  });
  const { client } = await show(<Desk />);
  act(() => void client.setQueryData(keys.detail("c1"), conversation));
  return { sent };
}

describe("giving a conversation to somebody", () => {
  afterEach(() => act(() => toasts.update(() => [])));

  it("tells who has it, with the way back to who had it", async () => {
    const { sent } = await open(aConversation({ assignee: ADA }));

    await userEvent.click(screen.getByRole("button", { name: "to Ben" }));
    expect(await screen.findByText("Assigned: Ben")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Undo" }));

    await vi.waitFor(() =>
      expect(sent).toEqual([
        ["/api/conversations/c1/", { assignee: "ben" }],
        ["/api/conversations/c1/", { assignee: "ada" }],
      ]),
    );
  });

  it("claims what nobody has, and lets go of it again", async () => {
    const { sent } = await open(aConversation());

    await userEvent.click(screen.getByRole("button", { name: "to me" }));
    expect(await screen.findByText("It is yours now")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Undo" }));

    await vi.waitFor(() =>
      expect(sent).toEqual([
        ["/api/conversations/c1/claim/", null],
        ["/api/conversations/c1/", { assignee: null }],
      ]),
    );
  });

  it("does not give to me what is mine", async () => {
    const { sent } = await open(aConversation({ assignee: ADA }));

    await userEvent.click(screen.getByRole("button", { name: "to me" }));

    expect(sent).toEqual([]);
  });
});
