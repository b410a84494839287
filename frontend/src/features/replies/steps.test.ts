import { isUnfinished, newStep, readSteps, sentSteps } from "./steps";

describe("the steps of a macro", () => {
  it("begin with a value that works, or with one that asks for more", () => {
    expect(isUnfinished(newStep("assign_member", "1"))).toBe(false);
    expect(isUnfinished(newStep("snooze", "1"))).toBe(false);
    expect(isUnfinished(newStep("send_text", "1"))).toBe(true);
    expect(isUnfinished(newStep("add_labels", "1"))).toBe(true);
  });

  it("come back as they were kept", () => {
    const kept = [
      { type: "status", value: "resolved" },
      { type: "add_labels", value: ["l1"] },
    ];
    let key = 0;

    expect(sentSteps(readSteps(kept, () => String(key++)))).toEqual(kept);
  });
});
