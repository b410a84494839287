import type { TFunction } from "i18next";

const MINUTE_MS = 60_000;

/** "5 min", "3 h", "2 d": how long something lasts or lasted, never less than a minute. */
export function shortSpan(t: TFunction, ms: number): string {
  const minutes = Math.max(1, Math.round(Math.abs(ms) / MINUTE_MS));
  if (minutes < 60) return t("list.minutes", { count: minutes });
  const hours = Math.round(minutes / 60);
  return hours < 48 ? t("list.hours", { count: hours }) : t("list.days", { count: Math.round(hours / 24) });
}
