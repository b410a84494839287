import { act, screen } from "@testing-library/react";
import { aConversation } from "@/testing/builders";
import { show } from "@/testing/render";
import { outbox } from "../composer/outbox";
import type { BubbleContext } from "./actions";
import { Thread } from "./Thread";

const CONTEXT: BubbleContext = {
  act: () => {},
  why: () => null,
  canReply: true,
  canReact: () => false,
  names: [],
  channelNames: {},
  memberId: null,
};

function unanswered(): Promise<Response> {
  return new Promise(() => {});
}

function refused(): Promise<Response> {
  return Promise.reject(new TypeError("Failed to fetch"));
}

describe("a thread that is not there yet", () => {
  it.each([
    ["is on its way", unanswered],
    ["cannot be loaded", refused],
  ])("shows what was just written while it %s", async (_, answer) => {
    vi.stubGlobal("fetch", answer);
    const conversation = aConversation();

    await show(
      <Thread
        conversation={conversation}
        unreadAtOpening={0}
        around={null}
        target={null}
        onEnd={() => {}}
        context={CONTEXT}
      />,
    );
    act(() => {
      void outbox.post(conversation.id, {
        text: "From the underground",
        files: [],
        replyTo: null,
        isPrivate: false,
      });
    });

    expect(screen.getByRole("log")).toHaveTextContent("From the underground");
    act(() => outbox.store.update(() => ({})));
  });
});
