import { describe, expect, it } from "vitest";
import type { EvalRun } from "./api";
import { figuresOf, groupsToText, pathOf, textToGroups, turnOf } from "./figures";

describe("figures", () => {
  it("counts shares of what could be right, and none where nothing was asked", () => {
    const run = { total: 5, answerable: 4, right: 3, false_answers: 1, with_sources: 0, found_in_five: 0 };

    expect(figuresOf(run as EvalRun)).toEqual({ right: 0.75, found: null, falseAnswers: 1 });
  });

  it("tells what became better or worse", () => {
    expect(turnOf({ verdict: "right", before: "refused" })).toBe("better");
    expect(turnOf({ verdict: "false_answer", before: "declined" })).toBe("worse");
    expect(turnOf({ verdict: "wrong", before: "refused" })).toBeNull();
    expect(turnOf({ verdict: "right", before: null })).toBeNull();
  });

  it("writes and reads what must be said", () => {
    const groups = [["700 грн", "сімсот"], ["60 хв"]];

    expect(groupsToText(groups)).toBe("700 грн | сімсот\n60 хв");
    expect(textToGroups(" 700 грн | сімсот\n\n60 хв | ")).toEqual(groups);
  });

  it("draws a line with gaps", () => {
    expect(pathOf([1, null, 0.5, 0], 90, 10)).toBe("M0.0 0.0M60.0 5.0L90.0 10.0");
  });
});
