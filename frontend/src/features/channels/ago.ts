const STEPS = [
  ["day", 24 * 60],
  ["hour", 60],
  ["minute", 1],
] as const;

/** "5 minutes ago" in the language of the page; null within the last minute. */
export function ago(iso: string, language: string, now = Date.now()): string | null {
  const minutes = Math.max(0, Math.floor((now - new Date(iso).getTime()) / 60_000));
  const step = STEPS.find(([, size]) => minutes >= size);
  if (!step) return null;
  const [unit, size] = step;
  return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(-Math.floor(minutes / size), unit);
}
