const STEPS = [
  ["day", 24 * 60],
  ["hour", 60],
  ["minute", 1],
] as const;

/** "5 minutes ago" in the language of the page; the last minute is "now". */
export function ago(iso: string, language: string, now = Date.now()): string {
  const minutes = Math.max(0, Math.floor((now - new Date(iso).getTime()) / 60_000));
  const [unit, size] = STEPS.find(([, step]) => minutes >= step) ?? (["minute", 1] as const);
  const words = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  return minutes === 0 ? words.format(0, "second") : words.format(-Math.floor(minutes / size), unit);
}
