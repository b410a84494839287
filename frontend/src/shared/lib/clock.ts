/** As far as this is nothing but the way an answer took, and its header's whole seconds. */
const TOLERATED_MS = 10_000;
let aheadMs = 0;

/** Compare this device's clock with the one in the server's answer. */
export function hearTime(date: string | null): void {
  const told = Date.parse(date ?? "");
  if (Number.isNaN(told)) return;
  const ahead = Date.now() - told;
  aheadMs = Math.abs(ahead) > TOLERATED_MS ? ahead : 0;
}

/** Now by the server's clock, by which windows close and answers are due; a phone's own may be hours wrong. */
export function serverNow(): number {
  return Date.now() - aheadMs;
}
