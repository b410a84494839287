const FIGURE = /\d+(?:[.,:]\d+|[ \u00a0]\d{3}(?!\d))*/g;

/** The figure by which the right answer is told from the wrong one: the first that was not said; "" when there is none. */
export function telling(right: string, said: string): string {
  const known = new Set(said.match(FIGURE));
  return right.match(FIGURE)?.find((figure) => !known.has(figure)) ?? "";
}
