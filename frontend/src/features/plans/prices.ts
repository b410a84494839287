import type { Period, Plan } from "./api";

/** What a plan costs: whole amounts without cents. */
export function priceOf(plan: Plan, period: Period, language: string): string {
  const amount = Number(period === "year" ? plan.price_year : plan.price_month);
  return new Intl.NumberFormat(language === "uk" ? "uk-UA" : "en-US", {
    style: "currency",
    currency: plan.currency.toUpperCase(),
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: Number.isInteger(amount) ? 0 : 2,
  }).format(amount);
}

/** How much of a limit is used, for the width of a bar. */
export function share(used: number, limit: number | null): number {
  if (limit === null) return 0;
  return limit === 0 ? 100 : Math.min(100, Math.round((used * 100) / limit));
}
