import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { Trace } from "@/shared/api/types";
import { show } from "@/testing/render";
import * as api from "../api";
import * as insight from "../insight";
import { Playground } from "./Playground";

const QUESTION = "How much is a hand spa?";
const TRACE: Trace = {
  planner: "model-free",
  passages: [],
  tools: [],
  tokens: { prompt: 0, completion: 0 },
  cost: null,
  ms: 12,
  steps: [],
};

function answering(...answers: string[]) {
  vi.spyOn(globalThis, "fetch").mockImplementation(async () => Response.json({ results: [] }));
  return vi.spyOn(api, "tryOut").mockImplementation(
    async () =>
      ({
        id: crypto.randomUUID(),
        question: QUESTION,
        answer: answers.shift(),
        handed_off: false,
        citations: [{ document: "d1", name: "prices.csv", page: null, row: 2, text: "", url: "" }],
        trace: TRACE,
        session: "s1",
      }) as unknown as api.PlayedTurn,
  );
}

it("a wrong answer is put right, and asked for again", async () => {
  const asked = answering("340 UAH", "430 UAH");
  vi.spyOn(insight, "correct").mockResolvedValue({ entry: "e1" });
  vi.spyOn(insight, "whenRead").mockResolvedValue(true);
  await show(<Playground />);

  await userEvent.click(screen.getByRole("textbox", { name: "Ask something" }));
  await userEvent.paste(QUESTION);
  await userEvent.keyboard("{Enter}");
  await userEvent.click(await screen.findByRole("button", { name: "Correct" }));
  const right = within(screen.getByRole("dialog")).getByRole("textbox", { name: "The right answer" });
  await userEvent.clear(right);
  await userEvent.paste("430 UAH");
  await userEvent.click(screen.getByRole("button", { name: "Add to knowledge" }));

  expect(await within(screen.getByRole("log")).findByText("430 UAH")).toBeInTheDocument();
  expect(asked.mock.calls.map(([message]) => message)).toEqual([QUESTION, QUESTION]);
});
