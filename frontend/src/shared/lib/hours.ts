/** [from, to] as "HH:MM"; a `to` at or before `from` ends on the next day. */
export type Interval = [string, string];
export type Day = Interval[];
export type Week = Day[];

export const WEEKDAYS = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;

const FIRST: Interval = ["09:00", "18:00"];
const DAY_MIN = 24 * 60;

function minutes(time: string): number {
  const [hours = 0, rest = 0] = time.split(":").map(Number);
  return hours * 60 + rest;
}

function clock(total: number): string {
  const inDay = ((total % DAY_MIN) + DAY_MIN) % DAY_MIN;
  return `${String(Math.floor(inDay / 60)).padStart(2, "0")}:${String(inDay % 60).padStart(2, "0")}`;
}

export function endsNextDay([from, to]: Interval): boolean {
  return to !== "" && from !== "" && minutes(to) <= minutes(from) && minutes(to) > 0;
}

/** The day with a break: the last stretch is cut in two around an hour at noon, or in its middle. */
export function withBreak(day: Day): Day {
  const last = day.at(-1);
  if (!last) return [FIRST];
  const from = minutes(last[0]);
  const to = minutes(last[1]) <= from ? minutes(last[1]) + DAY_MIN : minutes(last[1]);
  if (to - from < 90) return [...day, [clock(to + 60), clock(to + 180)]];
  const noon = 13 * 60;
  const middle = from + 60 <= noon && noon + 60 < to ? noon : Math.round((from + to) / 120) * 60;
  const rest = Math.min(middle + 60, to - 15);
  return [...day.slice(0, -1), [last[0], clock(middle)], [clock(rest), last[1]]];
}

export function withTime(day: Day, index: number, side: 0 | 1, time: string): Day {
  return day.map((interval, at): Interval => {
    if (at !== index) return interval;
    return side === 0 ? [time, interval[1]] : [interval[0], time];
  });
}

export function without(day: Day, index: number): Day {
  return day.filter((_interval, at) => at !== index);
}

/** The week with the hours of one day on all the days named. */
export function copied(week: Week, from: number, to: readonly number[]): Week {
  const hours = week[from] ?? [];
  return week.map((day, at) => (to.includes(at) ? hours.map(([a, b]): Interval => [a, b]) : day));
}

/** Minutes that a week is open. */
export function openMinutes(week: Week): number {
  let sum = 0;
  for (const [from, to] of week.flat()) {
    const length = minutes(to) - minutes(from);
    sum += length <= 0 ? length + DAY_MIN : length;
  }
  return sum;
}

/** What the server would refuse about a day: stretches that overlap, or a night longer than a day. */
export function problemOf(day: Day): "overlap" | "night" | null {
  const spans = day
    .map(([from, to]) => {
      const start = minutes(from);
      const end = minutes(to);
      return { start, end: end > start ? end : end + DAY_MIN };
    })
    .sort((a, b) => a.start - b.start);
  if (spans.some((span, at) => at > 0 && span.start < (spans[at - 1]?.end ?? 0))) return "overlap";
  const first = spans[0];
  return first && (spans.at(-1)?.end ?? 0) - DAY_MIN > first.start ? "night" : null;
}

/** A moment by the clock of the business, wherever this browser is: its time alone when it is today there. */
export function whenThere(iso: string, timeZone: string, language: string, now = new Date()): string {
  const locale = language === "uk" ? "uk-UA" : "en-GB";
  const day = (at: Date) => at.toLocaleDateString("sv", { timeZone });
  const at = new Date(iso);
  const isToday = day(at) === day(now);
  return at.toLocaleString(locale, {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    ...(isToday ? {} : { weekday: "short", day: "numeric", month: "short" }),
  });
}
