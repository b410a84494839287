/** What a swipe of a row means. Pure. */
export type Deed = "resolve" | "reopen" | "assign" | "snooze";

export const SLOP_PX = 14;
export const NEAR_PX = 72;
export const FAR_PX = 168;

/** To the right: done, or back to work. To the left: mine; further to the left: for later. */
export function deedAt(px: number, isResolved: boolean): Deed | null {
  if (px >= NEAR_PX) return isResolved ? "reopen" : "resolve";
  if (px <= -FAR_PX) return "snooze";
  return px <= -NEAR_PX ? "assign" : null;
}

/** What the row shows while the finger has not gone far enough. */
export function deedAhead(px: number, isResolved: boolean): Deed {
  return deedAt(px, isResolved) ?? (px > 0 ? (isResolved ? "reopen" : "resolve") : "assign");
}
