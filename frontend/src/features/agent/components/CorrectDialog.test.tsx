import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { violations } from "@/testing/axe";
import { aMe, aMember, BEN } from "@/testing/builders";
import { show } from "@/testing/render";
import * as insight from "../insight";
import { CorrectDialog } from "./CorrectDialog";

const SAID = "Hand spa — 30 min, 340 UAH";

function saving() {
  vi.spyOn(insight, "whenRead").mockResolvedValue(true);
  return vi.spyOn(insight, "correct").mockResolvedValue({ entry: "e1" });
}

describe("putting an answer right", () => {
  it("keeps the question with the figure that was wrong", async () => {
    const correct = saving();
    const [onClose, onCorrected] = [vi.fn(), vi.fn()];
    await show(
      <CorrectDialog question="How much is it?" said={SAID} onClose={onClose} onCorrected={onCorrected} />,
    );
    expect(await violations(document.body)).toEqual([]);

    const right = screen.getByRole("textbox", { name: "The right answer" });
    await userEvent.clear(right);
    await userEvent.paste("430 UAH for 30 minutes");
    await userEvent.click(screen.getByRole("button", { name: "Add to knowledge" }));

    expect(correct.mock.calls[0]?.[0]).toEqual({
      question: "How much is it?",
      answer: "430 UAH for 30 minutes",
      phrasings: [],
      must_say: ["430"],
    });
    expect(onClose).toHaveBeenCalledOnce();
    expect(onCorrected).toHaveBeenCalledWith("How much is it?");
  });

  it("keeps no question for who does not manage the assistant", async () => {
    const correct = saving();
    await show(
      <CorrectDialog question="How much?" said={SAID} onClose={vi.fn()} />,
      aMe({ member: aMember("agent", BEN) }),
    );

    expect(screen.queryByText("Ask this at every evaluation")).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Add to knowledge" }));

    expect(correct.mock.calls[0]?.[0].must_say).toEqual([]);
  });

  it("leads to the price list when that was quoted", async () => {
    await show(<CorrectDialog question="How much?" said={SAID} isFromPriceList onClose={vi.fn()} />);

    expect(screen.getByRole("link", { name: "Open the price list" })).toHaveAttribute(
      "href",
      "/settings/services",
    );
    expect(screen.queryByRole("textbox")).not.toBeInTheDocument();
  });
});
