export type Part = { text: string; isHit: boolean; at: number };

/** Cut a text at its highlights: UTF-16 [start, end) pairs, in any order; what overlaps or lies outside is mended. */
export function cut(text: string, ranges: readonly (readonly number[])[]): Part[] {
  const parts: Part[] = [];
  let at = 0;
  const add = (to: number, isHit: boolean) => {
    if (to > at) parts.push({ text: text.slice(at, to), isHit, at });
    at = Math.max(at, to);
  };
  for (const [start = 0, end = 0] of [...ranges].sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0))) {
    add(Math.min(Math.max(start, at), text.length), false);
    add(Math.min(end, text.length), true);
  }
  add(text.length, false);
  return parts;
}
