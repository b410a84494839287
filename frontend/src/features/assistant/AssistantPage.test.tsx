import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { violations } from "@/testing/axe";
import { show } from "@/testing/render";
import * as calls from "./api";
import { AssistantPage } from "./pages/AssistantPage";

const ANSWER: calls.Exchange = {
  id: "a1",
  question: "Who waits longest?",
  answer: "Dana waits longest: 40 min.",
  facts: [
    { tool: "waiting_longest", period: null, rows: [{ label: "Dana", value: 40, conversation: "c1" }] },
  ],
  model: "model-free",
  created_at: "2026-11-21T10:00:00Z",
};

async function open(results: calls.Exchange[]) {
  vi.spyOn(globalThis, "fetch").mockImplementation(async () =>
    Response.json({ next: null, previous: null, results }),
  );
  return show(<AssistantPage />);
}

describe("the assistant's page", () => {
  it("shows figures that lead to their conversations", async () => {
    const { container } = await open([ANSWER]);

    expect(await screen.findByText("Dana waits longest: 40 min.")).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "Dana" })).toHaveAttribute("href", "/inbox/c1");
    expect(await violations(container)).toEqual([]);
  });

  it("asks what was typed", async () => {
    const asked = vi.spyOn(calls, "askAssistant").mockResolvedValue(ANSWER);
    await open([]);

    await userEvent.type(await screen.findByRole("textbox"), "Who waits longest?{Enter}");

    expect(asked.mock.calls[0]?.[0]).toBe("Who waits longest?");
  });
});
