import type { Plan } from "./api";
import { priceOf, share } from "./prices";

const plan = { price_month: "14.99", price_year: "590.00", currency: "usd" } as Plan;

describe("prices", () => {
  it("shows cents only where there are any", () => {
    expect(priceOf(plan, "month", "en")).toBe("$14.99");
    expect(priceOf(plan, "year", "en")).toBe("$590");
  });

  it("fills the bar of a limit and never beyond", () => {
    expect(share(50, 100)).toBe(50);
    expect(share(150, 100)).toBe(100);
    expect(share(0, 0)).toBe(100);
    expect(share(9, null)).toBe(0);
  });
});
