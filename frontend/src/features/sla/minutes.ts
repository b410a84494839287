export const UNITS = { minutes: 1, hours: 60, days: 1_440 } as const;
export type Unit = keyof typeof UNITS;
export type Span = { amount: string; unit: Unit };

/** Minutes in the largest unit that says them in whole numbers; none is an empty amount. */
export function spanOf(minutes: number | null | undefined): Span {
  if (minutes == null) return { amount: "", unit: "minutes" };
  const unit = (["days", "hours"] as const).find((one) => minutes % UNITS[one] === 0) ?? "minutes";
  return { amount: String(minutes / UNITS[unit]), unit };
}

export function minutesOf({ amount, unit }: Span): number | null {
  return amount.trim() === "" ? null : Math.round(Number(amount) * UNITS[unit]);
}
