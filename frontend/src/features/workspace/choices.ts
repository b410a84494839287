export const CURRENCIES = ["UAH", "EUR", "USD", "GBP", "PLN"];

export const NETWORKS = [
  { id: "instagram", name: "Instagram", example: "https://instagram.com/" },
  { id: "facebook", name: "Facebook", example: "https://facebook.com/" },
  { id: "tiktok", name: "TikTok", example: "https://tiktok.com/@" },
  { id: "telegram", name: "Telegram", example: "https://t.me/" },
  { id: "youtube", name: "YouTube", example: "https://youtube.com/@" },
  { id: "viber", name: "Viber", example: "https://viber.click/" },
  { id: "whatsapp", name: "WhatsApp", example: "https://wa.me/" },
  { id: "google_maps", name: "Google Maps", example: "https://maps.app.goo.gl/" },
] as const;

const SPOKEN = ["uk", "en", "pl", "de", "es", "fr", "it", "ro", "tr", "cs"];

/** The languages to choose from, by their names in the page's language; those chosen before always among them. */
export function spokenLanguages(language: string, chosen: readonly string[]): { id: string; name: string }[] {
  const names = new Intl.DisplayNames([language], { type: "language" });
  return [...new Set([...SPOKEN, ...chosen])].map((id) => ({ id, name: names.of(id) ?? id }));
}
