/** Reading what came along with a message: vendors' shapes, so nothing in them is taken on trust. */
export type Fields = Record<string, unknown>;

export function fields(value: unknown): Fields | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

export function list(value: unknown): Fields[] {
  if (!Array.isArray(value)) return [];
  return value.map(fields).filter((item) => item !== null);
}

export function words(value: unknown): string {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}

/** An address that may be followed; anything but the web is left out. */
export function webAddress(value: unknown): string | null {
  const address = words(value);
  return /^https?:\/\//i.test(address) ? address : null;
}

export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(words).filter(Boolean) : [];
}
