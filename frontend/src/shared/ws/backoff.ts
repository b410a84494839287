const FIRST_MS = 500;
const CEILING_MS = 15_000;

/** Full jitter: anywhere between nothing and the doubled ceiling, so that a restart is not met by a stampede. */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  return random() * Math.min(CEILING_MS, FIRST_MS * 2 ** attempt);
}
