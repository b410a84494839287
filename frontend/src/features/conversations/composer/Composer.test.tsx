import { fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { Conversation } from "@/shared/api/types";
import { violations } from "@/testing/axe";
import { ADA, aConversation, BEN } from "@/testing/builders";
import { show } from "@/testing/render";
import { Composer } from "./Composer";
import { readDraft } from "./drafts";
import { keepHabits } from "./habits";
import { type Letter, outbox } from "./outbox";
import { useComposer } from "./useComposer";

function Desk({ conversation }: { conversation: Conversation }) {
  const composer = useComposer(conversation);
  return (
    <Composer
      conversation={conversation}
      composer={composer}
      people={[ADA, BEN]}
      later={null}
      onLater={() => {}}
    />
  );
}

async function open(conversation = aConversation()) {
  const posted: Letter[] = [];
  vi.spyOn(outbox, "hand").mockImplementation((_id, letter) => {
    posted.push(letter);
    return { clientId: "k1", done: Promise.resolve() };
  });
  const view = await show(<Desk conversation={conversation} />);
  return { ...view, posted, field: () => screen.getByRole("textbox") };
}

// Typing letter by letter into the whole composer takes its time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

describe("the composer", () => {
  it("sends with Enter and is empty again", async () => {
    const { posted, field } = await open();

    await userEvent.type(field(), "  Добрий день 👋{Enter}");

    expect(posted).toEqual([
      {
        text: "Добрий день 👋",
        files: [],
        replyTo: null,
        isPrivate: false,
        mentions: [],
        channel: null,
        undoS: 5,
      },
    ]);
    expect(field()).toHaveValue("");
  });

  it("breaks the line with Shift+Enter", async () => {
    const { posted, field } = await open();

    await userEvent.type(field(), "one{Shift>}{Enter}{/Shift}two");

    expect(field()).toHaveValue("one\ntwo");
    expect(posted).toEqual([]);
  });

  it("sends with Ctrl and Enter for whom Enter is a new line", async () => {
    keepHabits({ undo_s: 5, send_key: "mod_enter" });
    const { posted, field } = await open();

    await userEvent.type(field(), "one{Enter}two");
    expect(field()).toHaveValue("one\ntwo");
    expect(posted).toEqual([]);
    await userEvent.type(field(), "{Control>}{Enter}{/Control}");

    expect(posted).toMatchObject([{ text: "one\ntwo" }]);
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

    await userEvent.click(screen.getByRole("radio", { name: "Note" }));
    await userEvent.type(field(), "Allergic to acrylic{Enter}");

    expect(posted).toMatchObject([{ text: "Allergic to acrylic", isPrivate: true, undoS: 0 }]);
  });

  it("keeps a draft of its own for each conversation", async () => {
    const { field, unmount } = await open();
    await userEvent.type(field(), "half a thou");
    unmount();

    expect(readDraft("c1")).toMatchObject({
      mode: "reply",
      reply: { text: "half a thou" },
      note: { text: "" },
    });
    expect(readDraft("c2").reply.text).toBe("");
    await show(<Desk conversation={aConversation()} />);
    expect(screen.getByRole("textbox")).toHaveValue("half a thou");
  });

  it("says why it cannot reply outside the window, and still takes a note", async () => {
    const { posted, field } = await open(
      aConversation({
        channels: [],
        window: { open: false, closes_at: null, open_to_people: false, person_closes_at: null },
      }),
    );
    expect(screen.getByText("The reply window is closed.")).toBeVisible();
    expect(screen.getByRole("button", { name: "Send" })).toBeDisabled();

    await userEvent.type(field(), "Hello{Enter}");
    expect(posted).toEqual([]);
    await userEvent.click(screen.getByRole("radio", { name: "Note" }));
    await userEvent.type(field(), "Call her{Enter}");

    expect(posted).toMatchObject([{ text: "Call her", isPrivate: true }]);
  });

  it("keeps a reply and a note apart", async () => {
    const { field } = await open();
    await userEvent.type(field(), "Dear Dana");

    await userEvent.click(screen.getByRole("radio", { name: "Note" }));
    expect(field()).toHaveValue("");
    await userEvent.click(screen.getByRole("radio", { name: "Reply" }));

    expect(field()).toHaveValue("Dear Dana");
  });

  it("calls colleagues by name in a note and sends their ids", async () => {
    const { posted, field } = await open();
    await userEvent.click(screen.getByRole("radio", { name: "Note" }));

    await userEvent.type(field(), "Ask @be");
    expect(await screen.findByRole("option", { name: "Ben" })).toHaveAttribute("aria-selected", "true");
    await userEvent.keyboard("{Enter}please{Enter}");

    expect(posted).toMatchObject([{ text: "Ask @Ben please", mentions: [BEN.id] }]);
  });

  it("breaks no rule of accessibility", async () => {
    const { container } = await open();

    expect(await violations(container)).toEqual([]);
  });
});
