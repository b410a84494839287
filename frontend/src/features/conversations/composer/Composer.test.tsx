import { fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { Conversation } from "@/shared/api/types";
import { violations } from "@/testing/axe";
import { aConversation } from "@/testing/builders";
import { show } from "@/testing/render";
import { Composer } from "./Composer";
import { readDraft } from "./drafts";
import { type Letter, outbox } from "./outbox";
import { useComposer } from "./useComposer";

function Desk({ conversation }: { conversation: Conversation }) {
  return <Composer conversation={conversation} composer={useComposer(conversation.id)} />;
}

async function open(conversation = aConversation()) {
  const posted: Letter[] = [];
  vi.spyOn(outbox, "post").mockImplementation(async (_id, letter) => void posted.push(letter));
  const view = await show(<Desk conversation={conversation} />);
  return { ...view, posted, field: () => screen.getByRole("textbox") };
}

describe("the composer", () => {
  it("sends with Enter and is empty again", async () => {
    const { posted, field } = await open();

    await userEvent.type(field(), "  Добрий день 👋{Enter}");

    expect(posted).toEqual([{ text: "Добрий день 👋", files: [], replyTo: null, isPrivate: false }]);
    expect(field()).toHaveValue("");
  });

  it("breaks the line with Shift+Enter", async () => {
    const { posted, field } = await open();

    await userEvent.type(field(), "one{Shift>}{Enter}{/Shift}two");

    expect(field()).toHaveValue("one\ntwo");
    expect(posted).toEqual([]);
  });

  it("leaves Enter to an input method that is composing", async () => {
    const { posted, field } = await open();
    await userEvent.type(field(), "に");

    fireEvent.keyDown(field(), { key: "Enter", isComposing: true });

    expect(posted).toEqual([]);
  });

  it("sends nothing when there is nothing but spaces", async () => {
    const { posted, field } = await open();

    await userEvent.type(field(), "   {Enter}");

    expect(posted).toEqual([]);
  });

  it("writes a private note in its own mode", async () => {
    const { posted, field } = await open();

    await userEvent.click(screen.getByRole("radio", { name: "Private note" }));
    await userEvent.type(field(), "Allergic to acrylic{Enter}");

    expect(posted).toEqual([{ text: "Allergic to acrylic", files: [], replyTo: null, isPrivate: true }]);
  });

  it("keeps a draft of its own for each conversation", async () => {
    const { field, unmount } = await open();
    await userEvent.type(field(), "half a thou");
    unmount();

    expect(readDraft("c1")).toEqual({ text: "half a thou", mode: "reply" });
    expect(readDraft("c2")).toEqual({ text: "", mode: "reply" });
    await show(<Desk conversation={aConversation()} />);
    expect(screen.getByRole("textbox")).toHaveValue("half a thou");
  });

  it("says why it cannot reply outside the window, and still takes a note", async () => {
    const { posted, field } = await open(
      aConversation({
        window: { open: false, closes_at: null, open_to_people: false, person_closes_at: null },
      }),
    );
    expect(screen.getByText("The reply window is closed.")).toBeVisible();

    await userEvent.type(field(), "Hello{Enter}");
    expect(posted).toEqual([]);
    await userEvent.click(screen.getByRole("radio", { name: "Private note" }));
    await userEvent.type(field(), " again{Enter}");

    expect(posted.map((letter) => letter.isPrivate)).toEqual([true]);
  });

  it("breaks no rule of accessibility", async () => {
    const { container } = await open();

    await waitFor(async () => expect(await violations(container)).toEqual([]));
  });
});
