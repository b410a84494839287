const UNITS = ["kilobyte", "megabyte", "gigabyte"] as const;

/** Rounded as people read it: nothing is smaller than one kilobyte. */
export function fileSize(bytes: number, language: string): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(bytes, 1_000)) / 3) - 1);
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit: UNITS[power],
    unitDisplay: "short",
    maximumFractionDigits: power > 0 ? 1 : 0,
  }).format(Math.max(bytes, 1_000) / 1_000 ** (power + 1));
}
