import type { Service } from "@/shared/api/types";

/** "450 ₴" or "450–600 ₴"; empty when the price is agreed on the spot. */
export function priceText(service: Service, language: string): string {
  if (service.price === null) return "";
  const format = new Intl.NumberFormat(language, {
    style: "currency",
    currency: service.currency,
    minimumFractionDigits: 0,
  });
  const from = Number(service.price);
  const to = service.price_to === null ? from : Number(service.price_to);
  return from === to ? format.format(from) : format.formatRange(from, to);
}
