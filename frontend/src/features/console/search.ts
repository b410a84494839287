// What the console's lists are filtered by; each page reads those that it knows.
const FILTERS = [
  "q",
  "state",
  "plan",
  "health",
  "kind",
  "order",
  "actor",
  "action",
  "target",
  "from",
  "to",
  "show",
] as const;
export type ConsoleSearch = Partial<Record<(typeof FILTERS)[number], string>>;

/** The filters that stand in an address. */
export function consoleSearch(raw: Record<string, unknown>): ConsoleSearch {
  const given = FILTERS.filter((name) => raw[name] !== undefined && raw[name] !== "");
  return Object.fromEntries(given.map((name) => [name, String(raw[name]).slice(0, 200)]));
}
