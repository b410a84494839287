import { Store } from "@/shared/lib/store";

/** A text that shall become a ready answer; the form belongs to the feature that keeps those. */
export const keeping = new Store<string | null>(null);

export function stopKeeping(): void {
  keeping.update(() => null);
}
