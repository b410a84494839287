import { stored } from "@/shared/lib/stored";

export type Wish = { plan: string; period: "month" | "year" };

const KEY = "wish";

/** Keep which plan somebody chose on the public pages, until the wizard asks for it. */
export function keepWish(plan: string | null, period: string | null): void {
  if (plan && /^[a-z0-9-]{1,60}$/.test(plan))
    stored.set(KEY, `${plan} ${period === "year" ? "year" : "month"}`);
}

export function wish(): Wish | null {
  const [plan, period] = (stored.get(KEY) ?? "").split(" ");
  return plan ? { plan, period: period === "year" ? "year" : "month" } : null;
}
