import type { Finance } from "./api";

export type Point = Finance["course"][number];

/** A point for every day or month of the span, so that quiet ones leave a gap; days are plain dates without a zone. */
export function wholeCourse(data: Finance, currency: string): Point[] {
  const known = new Map(
    data.course.filter((point) => point.currency === currency).map((point) => [point.day, point]),
  );
  const points: Point[] = [];
  const day = new Date(`${data.starts_on}T00:00:00Z`);
  if (data.unit === "month") day.setUTCDate(1);
  for (;;) {
    const iso = day.toISOString().slice(0, 10);
    if (iso > data.ends_on) return points;
    points.push(
      known.get(iso) ?? { day: iso, currency, taken: 0, refunded: 0, fees: 0, net: 0, paid: 0, payments: 0 },
    );
    if (data.unit === "month") day.setUTCMonth(day.getUTCMonth() + 1);
    else day.setUTCDate(day.getUTCDate() + 1);
  }
}
