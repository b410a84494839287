import { expect, it } from "vitest";
import { money, priceOf, toMinor } from "./money";

it("writes amounts as the language does", () => {
  expect(money(1499, "usd", "en")).toBe("$14.99");
  expect(money(59000, "usd", "uk")).toMatch(/590,00\s(USD|\$)/);
  expect(money(500, "jpy", "en")).toBe("¥500");
});

it("reads what people type", () => {
  expect(toMinor("40")).toBe(4000);
  expect(toMinor(" 40,5 ")).toBe(4050);
  expect(toMinor("0.29")).toBe(29);
  for (const wrong of ["", "-5", "1.234", "4e3", "forty"]) expect(toMinor(wrong)).toBeNull();
});

it("takes the price of the period", () => {
  const plan = { price_month: "14.99", price_year: "149.90" };
  expect([priceOf(plan, "month"), priceOf(plan, "year")]).toEqual([1499, 14990]);
});
