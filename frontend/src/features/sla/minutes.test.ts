import { minutesOf, spanOf } from "./minutes";

describe("a span of time", () => {
  it("is said in the largest whole unit", () => {
    expect(spanOf(15)).toEqual({ amount: "15", unit: "minutes" });
    expect(spanOf(120)).toEqual({ amount: "2", unit: "hours" });
    expect(spanOf(2_880)).toEqual({ amount: "2", unit: "days" });
    expect(spanOf(90)).toEqual({ amount: "90", unit: "minutes" });
  });

  it("may be none", () => {
    expect(spanOf(null)).toEqual({ amount: "", unit: "minutes" });
    expect(minutesOf({ amount: " ", unit: "days" })).toBeNull();
  });

  it("comes back as minutes", () => {
    expect(minutesOf({ amount: "1.5", unit: "hours" })).toBe(90);
  });
});
