import {
  Activity,
  Building2,
  CalendarClock,
  ChartColumn,
  Eye,
  Gauge,
  Inbox,
  Megaphone,
  PackageOpen,
  Radio,
  ScrollText,
  ToggleRight,
  Users,
  Webhook,
} from "lucide-react";
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
  analytics: {
    Icon: ChartColumn,
    Content: lazy(async () => ({ default: (await import("./overview/AnalyticsPage")).AnalyticsPage })),
  },
  companies: {
    Icon: Building2,
    Content: lazy(async () => ({ default: (await import("./companies/CompaniesPage")).CompaniesPage })),
  },
  users: {
    Icon: Users,
    Content: lazy(async () => ({ default: (await import("./people/PeoplePage")).PeoplePage })),
  },
  channels: {
    Icon: Radio,
    Content: lazy(async () => ({ default: (await import("./channels/ChannelsPage")).ChannelsPage })),
  },
  plans: {
    Icon: PackageOpen,
    Content: lazy(async () => ({ default: (await import("./offer/PlansPage")).PlansPage })),
  },
  requests: {
    Icon: Inbox,
    Content: lazy(async () => ({ default: (await import("./offer/RequestsPage")).RequestsPage })),
  },
  features: {
    Icon: ToggleRight,
    Content: lazy(async () => ({ default: (await import("./offer/FeaturesPage")).FeaturesPage })),
  },
  announcements: {
    Icon: Megaphone,
    Content: lazy(async () => ({
      default: (await import("./announcements/AnnouncementsPage")).AnnouncementsPage,
    })),
  },
  audit: {
    Icon: ScrollText,
    Content: lazy(async () => ({ default: (await import("./trail/TrailPage")).TrailPage })),
  },
  intake: {
    Icon: Webhook,
    Content: lazy(async () => ({ default: (await import("./intake/IntakePage")).IntakePage })),
  },
  jobs: {
    Icon: CalendarClock,
    Content: lazy(async () => ({ default: (await import("./jobs/JobsPage")).JobsPage })),
  },
  status: {
    Icon: Activity,
    Content: lazy(async () => ({ default: (await import("./status/StatusPage")).StatusPage })),
  },
  visits: {
    Icon: Eye,
    Content: lazy(async () => ({ default: (await import("./impersonation/VisitsPage")).VisitsPage })),
  },
} satisfies Record<string, Place>;

export type PageName = keyof typeof PAGES;

export const GROUPS: Record<"look" | "businesses" | "offer" | "running", readonly PageName[]> = {
  look: ["overview", "analytics"],
  businesses: ["companies", "users", "channels"],
  offer: ["plans", "requests", "features", "announcements"],
  running: ["status", "intake", "jobs", "visits", "audit"],
};

export function isPage(name: string): name is PageName {
  return name in PAGES;
}
