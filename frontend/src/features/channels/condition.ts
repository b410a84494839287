import type { ChannelAccount } from "@/shared/api/types";

/** How an account is, for a word and a colour: the worst first. */
export type Condition =
  | { is: "held"; why: NonNullable<ChannelAccount["hold"]> }
  | { is: "error" }
  | { is: "expired" }
  | { is: "expiring"; days: number }
  | { is: "quiet" }
  | { is: "works" };

const DAY_MS = 24 * 60 * 60_000;
// The server renews what can be renewed ten days ahead; what is left a week before the end needs a person.
const WARN_DAYS = 7;

export function conditionOf(
  account: Pick<ChannelAccount, "state" | "token_expires_at" | "last_event_at" | "hold">,
  now = Date.now(),
): Condition {
  if (account.hold) return { is: "held", why: account.hold };
  if (account.state === "error") return { is: "error" };
  if (account.token_expires_at) {
    const left = new Date(account.token_expires_at).getTime() - now;
    if (left <= 0) return { is: "expired" };
    const days = Math.ceil(left / DAY_MS);
    if (days <= WARN_DAYS) return { is: "expiring", days };
  }
  return { is: account.last_event_at ? "works" : "quiet" };
}

export const TONES = {
  held: "honey",
  error: "danger",
  expired: "danger",
  expiring: "honey",
  quiet: "sage",
  works: "sage",
} as const;
