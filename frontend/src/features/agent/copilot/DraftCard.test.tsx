import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { violations } from "@/testing/axe";
import { show } from "@/testing/render";
import type { AgentDraft } from "./api";
import * as calls from "./api";
import { DraftCard } from "./DraftCard";

const DRAFT: AgentDraft = {
  id: "d1",
  conversation: "c1",
  contact: { id: "dana", name: "Dana Koval" },
  channel: "whatsapp",
  turn: "t1",
  question: "How much is a haircut?",
  text: "700 UAH, 60 min.",
  reason: "",
  citations: [],
  state: "open",
  created_at: "2026-11-21T10:00:00Z",
};

function spies() {
  const approve = vi.spyOn(calls, "approveDraft").mockResolvedValue({} as never);
  const discard = vi.spyOn(calls, "discardDraft").mockResolvedValue();
  return { approve, discard };
}

describe("a draft", () => {
  it("is let out with one key", async () => {
    const { approve } = spies();
    await show(<DraftCard draft={DRAFT} hasKeys />);

    await userEvent.keyboard("y");

    expect(approve).toHaveBeenCalledWith({ id: "d1", text: undefined });
  });

  it("is sent as the member has changed it", async () => {
    const { approve } = spies();
    await show(<DraftCard draft={DRAFT} hasKeys />);

    await userEvent.click(screen.getByRole("button", { name: /Edit/ }));
    await userEvent.type(screen.getByRole("textbox"), " See you!{Enter}");

    expect(approve).toHaveBeenCalledWith({ id: "d1", text: "700 UAH, 60 min. See you!" });
  });

  it("can only be dismissed when the assistant had nothing to say", async () => {
    const { approve, discard } = spies();
    await show(<DraftCard draft={{ ...DRAFT, text: "", reason: "The files do not say." }} hasKeys />);

    await userEvent.keyboard("y");
    await userEvent.click(screen.getByRole("button", { name: /Got it/ }));

    expect(screen.getByText("The files do not say.")).toBeInTheDocument();
    expect(approve).not.toHaveBeenCalled();
    expect(discard).toHaveBeenCalledWith("d1");
  });

  it("leaves nothing to complain about", async () => {
    const { container } = await show(<DraftCard draft={DRAFT} hasKeys />);

    expect(await violations(container)).toEqual([]);
  });
});
