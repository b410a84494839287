export const AREAS = ["conversations", "contacts", "knowledge", "agent", "settings"] as const;
export const RIGHTS = ["none", "read", "write"] as const;
export type Area = (typeof AREAS)[number];
export type Right = (typeof RIGHTS)[number];

/** What is chosen per area, as the server's scopes. */
export function scopesOf(chosen: Record<Area, Right>): string[] {
  return AREAS.filter((area) => chosen[area] !== "none").map((area) => `${area}:${chosen[area]}`);
}

/** A key's scopes per area; who may write may read, too. */
export function rightsOf(scopes: readonly string[]): [Area, Exclude<Right, "none">][] {
  const found: [Area, Exclude<Right, "none">][] = [];
  for (const area of AREAS) {
    if (scopes.includes(`${area}:write`)) found.push([area, "write"]);
    else if (scopes.includes(`${area}:read`)) found.push([area, "read"]);
  }
  return found;
}
