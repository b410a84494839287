import { expect, it } from "vitest";
import type { Finance } from "./api";
import { wholeCourse } from "./course";

const point = (day: string, taken: number) => ({
  day,
  currency: "usd",
  taken,
  refunded: 0,
  fees: 0,
  net: taken,
  paid: 0,
  payments: 1,
});
const finance = (change: Partial<Finance>): Finance => ({
  starts_on: "2026-10-24",
  ends_on: "2026-10-27",
  unit: "day",
  sums: [],
  course: [],
  ...change,
});

it("leaves a gap for every quiet day, over a change of clocks too", () => {
  const data = finance({
    course: [point("2026-10-25", 4000), { ...point("2026-10-26", 9), currency: "eur" }],
  });

  expect(wholeCourse(data, "usd").map(({ day, taken }) => [day, taken])).toEqual([
    ["2026-10-24", 0],
    ["2026-10-25", 4000],
    ["2026-10-26", 0],
    ["2026-10-27", 0],
  ]);
});

it("goes by months from the first one's first day", () => {
  const data = finance({
    starts_on: "2025-11-22",
    ends_on: "2026-01-31",
    unit: "month",
    course: [point("2025-12-01", 1)],
  });

  expect(wholeCourse(data, "usd").map(({ day, taken }) => [day, taken])).toEqual([
    ["2025-11-01", 0],
    ["2025-12-01", 1],
    ["2026-01-01", 0],
  ]);
});
