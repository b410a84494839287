import { Gauge } from "lucide-react";
import { type ComponentType, lazy } from "react";

type Place = { Icon: ComponentType<{ className?: string }>; Content: ComponentType };

/**
 * The console's pages by the names in their addresses: `/console/<name>`, and `/console/<name>/<id>` for one thing of
 * it. Each is a chunk of its own. A new one needs its line here, its place in GROUPS and its texts.
 */
export const PAGES = {
  overview: {
    Icon: Gauge,
    Content: lazy(async () => ({ default: (await import("./overview/OverviewPage")).OverviewPage })),
  },
} satisfies Record<string, Place>;

export type PageName = keyof typeof PAGES;

export const GROUPS: Record<"look" | "businesses" | "offer" | "running", readonly PageName[]> = {
  look: ["overview"],
  businesses: [],
  offer: [],
  running: [],
};

export function isPage(name: string): name is PageName {
  return name in PAGES;
}
