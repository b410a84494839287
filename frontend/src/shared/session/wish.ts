import { stored } from "@/shared/lib/stored";

export type Wish = { plan: string; period: "month" | "year" };

const KEY = "wish";

/** Keep which plan somebody chose on the public pages, until the wizard asks for it. */
export function keepWish(plan: string | null, period: string | null): void {
  if (plan && /^[a-z0-9-]{1,60}$/.test(plan))
    stored.set(KEY, `${plan} ${period === "year" ? "year" : "month"}`);
}

/** Forget what somebody chose on an earlier visit. */
export function forgetWish(): void {
  stored.set(KEY, null);
}

export function wish(): Wish | null {
  const [plan, period] = (stored.get(KEY) ?? "").split(" ");
  return plan ? { plan, period: period === "year" ? "year" : "month" } : null;
}

/** Let the wish go along to another address of the workspace, where nothing of this one's is kept. */
export function withWish(url: string): string {
  const wanted = wish();
  if (!wanted || !url.includes("/enter#")) return url;
  return `${url}&${new URLSearchParams(wanted)}`;
}
