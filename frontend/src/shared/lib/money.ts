/** "14.99 $" the way the language writes it, of an amount in minor units. */
export function money(minor: number, currency: string, language: string): string {
  const format = new Intl.NumberFormat(language, {
    style: "currency",
    currency: currency.toUpperCase(),
    currencyDisplay: "narrowSymbol",
  });
  const places = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(minor / 10 ** places);
}

/** What somebody typed ("40", "40,50") in minor units; null when it is no amount. */
export function toMinor(typed: string): number | null {
  const plain = typed.trim().replace(",", ".");
  if (!/^\d{1,6}(\.\d{1,2})?$/.test(plain)) return null;
  return Math.round(Number(plain) * 100);
}

/** A plan's price of a period in minor units. */
export function priceOf(plan: { price_month: string; price_year: string }, period: "month" | "year"): number {
  return Math.round(Number(period === "year" ? plan.price_year : plan.price_month) * 100);
}
