import { differenceInCalendarDays, isToday, isYesterday } from "date-fns";

const cache = new Map<string, Intl.DateTimeFormat>();

function formatter(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  let found = cache.get(key);
  if (!found) {
    // British English keeps the 24-hour clock that the rest of the product uses.
    found = new Intl.DateTimeFormat(language === "uk" ? "uk-UA" : "en-GB", options);
    cache.set(key, found);
  }
  return found;
}

export function clockTime(iso: string, language: string): string {
  return formatter(language, { hour: "2-digit", minute: "2-digit" }).format(new Date(iso));
}

/** Time today, weekday this week, else the date. */
export function shortWhen(iso: string, language: string, now = new Date()): string {
  const date = new Date(iso);
  const days = differenceInCalendarDays(now, date);
  if (days === 0) return clockTime(iso, language);
  if (days > 0 && days < 7) return formatter(language, { weekday: "short" }).format(date);
  const isThisYear = date.getFullYear() === now.getFullYear();
  return formatter(language, {
    day: "numeric",
    month: "short",
    ...(isThisYear ? {} : { year: "2-digit" }),
  }).format(date);
}

export function nearDay(iso: string): "today" | "yesterday" | null {
  const date = new Date(iso);
  if (isToday(date)) return "today";
  return isYesterday(date) ? "yesterday" : null;
}

export function longDay(iso: string, language: string): string {
  const date = new Date(iso);
  const isThisYear = date.getFullYear() === new Date().getFullYear();
  const year = isThisYear ? {} : ({ year: "numeric" } as const);
  return formatter(language, { weekday: "long", day: "numeric", month: "long", ...year }).format(date);
}

export function fullWhen(iso: string, language: string): string {
  return formatter(language, { dateStyle: "medium", timeStyle: "short" }).format(new Date(iso));
}

export function dayOnly(iso: string, language: string): string {
  return formatter(language, { dateStyle: "medium" }).format(new Date(iso));
}
