/** The list with the item at `from` standing at `to`; places beyond the ends are the ends. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const next = [...list];
  const [item] = next.splice(from, 1);
  if (item === undefined) return next;
  next.splice(Math.max(0, Math.min(to, next.length)), 0, item);
  return next;
}

/** The place in a column of rows that `y` points at: the number of rows whose middle lies above it. */
export function placeAt(y: number, rows: readonly { top: number; height: number }[]): number {
  const above = rows.filter((row) => row.top + row.height / 2 < y).length;
  return Math.max(0, Math.min(above, rows.length - 1));
}
