import { screen } from "@testing-library/react";
import type { Message } from "@/shared/api/types";
import { aMessage } from "@/testing/builders";
import { show } from "@/testing/render";
import { Placeholder } from "./Cards";
import { useToldText } from "./told";

function Told({ payload }: { payload: Message["payload"] }) {
  const toldText = useToldText();
  return <p role="note">{toldText(aMessage({ text: "The channel's words.", payload }))}</p>;
}

describe("what a channel tells about a person", () => {
  it.each([
    [{ system: { type: "blocked" } }, "Blocked the bot: messages do not reach this person."],
    [
      { system: { type: "user_changed_number", wa_id: "380671112233" } },
      "Changed the number: +380671112233.",
    ],
    [{ system: { type: "user_changed_number" } }, "The channel's words."],
    [{ system: { type: "referral" }, referral: { ref: "summer" } }, "Came through “summer”."],
    [{ system: { type: "referral" }, referral: { source: "ADS" } }, "Came through an ad or a link."],
    [{ system: { type: "of_tomorrow" } }, "The channel's words."],
    [{}, "The channel's words."],
  ])("says %j in the reader's language", async (payload, said) => {
    await show(<Told payload={payload} />);

    expect(screen.getByRole("note")).toHaveTextContent(said);
  });
});

describe("what cannot be shown", () => {
  it("is named in words where we know it", async () => {
    await show(<Placeholder message={aMessage({ kind: "unsupported", payload: { type: "call" } })} />);

    expect(screen.getByText(/Called you/)).toBeVisible();
  });

  it("keeps its own name elsewhere", async () => {
    await show(<Placeholder message={aMessage({ kind: "unsupported", payload: { type: "hologram" } })} />);

    expect(screen.getByText("hologram")).toBeVisible();
  });
});
