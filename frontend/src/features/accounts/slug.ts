import { inLatin } from "@/shared/lib/latin";

/** A workspace address made of a name. */
export function slugFrom(name: string): string {
  return inLatin(name)
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\u0300-\u036f'’]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40)
    .replace(/-+$/, "");
}
