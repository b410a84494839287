import { lineDiff } from "./lineDiff";

const told = (before: string, after: string) =>
  lineDiff(before, after).map(({ kind, text }) => `${{ same: " ", added: "+", removed: "-" }[kind]}${text}`);

describe("a line diff", () => {
  it("shows what was taken away and what was put in, in order", () => {
    expect(
      told("Be kind.\nBe brief.\nSay hello.", "Be kind.\nBe very brief.\nSay hello.\nOffer a slot."),
    ).toEqual([" Be kind.", "-Be brief.", "+Be very brief.", " Say hello.", "+Offer a slot."]);
  });

  it("is all new after nothing, and nothing when nothing changed", () => {
    expect(told("", "Be kind.")).toEqual(["+Be kind."]);
    expect(told("Be kind.", "Be kind.")).toEqual([" Be kind."]);
  });
});
