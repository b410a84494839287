import { useParams } from "@tanstack/react-router";
import { type ComponentType, lazy } from "react";
import { NotFound } from "../layouts/NotFound";
import { SettingsFrame } from "../layouts/SettingsFrame";
import { SECTIONS, type Section } from "../sections";

/** Each section is a chunk of its own: whoever changes the hours does not load the macros. */
const CONTENT: Record<Section, ComponentType> = {
  company: lazy(async () => ({
    default: (await import("@/features/workspace/components/CompanyForm")).CompanyForm,
  })),
  services: lazy(async () => ({
    default: (await import("@/features/workspace/components/ServiceList")).ServiceList,
  })),
  locations: lazy(async () => ({
    default: (await import("@/features/workspace/components/LocationsSection")).LocationsSection,
  })),
  activity: lazy(async () => ({
    default: (await import("@/features/workspace/activity/ActivitySection")).ActivitySection,
  })),
  channels: lazy(async () => ({
    default: (await import("@/features/channels/pages/ChannelsPage")).ChannelsPage,
  })),
  fields: lazy(async () => ({
    default: (await import("@/features/contacts/settings/FieldsSection")).FieldsSection,
  })),
  life: lazy(async () => ({ default: (await import("@/features/life/LifeSection")).LifeSection })),
  billing: lazy(async () => ({
    default: (await import("@/features/finance/BillingSection")).BillingSection,
  })),
  finance: lazy(async () => ({
    default: (await import("@/features/finance/FinanceSection")).FinanceSection,
  })),
  plan: lazy(() => import("./settings/PlanPage")),
  referrals: lazy(async () => ({
    default: (await import("@/features/referrals/ReferralsSection")).ReferralsSection,
  })),
  labels: lazy(() => import("./settings/LabelsPage")),
  replies: lazy(() => import("./settings/RepliesPage")),
  macros: lazy(() => import("./settings/MacrosPage")),
  assignment: lazy(() => import("./settings/AssignmentPage")),
  hours: lazy(() => import("./settings/HoursPage")),
  sla: lazy(() => import("./settings/SlaPage")),
  csat: lazy(() => import("./settings/CsatPage")),
  rules: lazy(async () => ({
    default: (await import("@/features/organising/RulesSection")).RulesSection,
  })),
  team: lazy(() => import("./settings/TeamPage")),
  teams: lazy(async () => ({
    default: (await import("@/features/team/components/TeamsSection")).TeamsSection,
  })),
  profile: lazy(async () => ({ default: (await import("./ProfileSettings")).ProfileSettings })),
  security: lazy(async () => ({
    default: (await import("@/features/accounts/settings/SecuritySection")).SecuritySection,
  })),
  apiKeys: lazy(async () => ({
    default: (await import("@/features/accounts/settings/ApiKeysSection")).ApiKeysSection,
  })),
  notifications: lazy(async () => ({
    default: (await import("@/features/notifications/settings/NotificationsSection")).NotificationsSection,
  })),
};

export function SettingsRoute() {
  const { section } = useParams({ from: "/shell/settings/$section" });
  const known = SECTIONS.find((one) => one === section);
  if (!known) return <NotFound />;
  const Content = CONTENT[known];
  return (
    <SettingsFrame>
      <Content />
    </SettingsFrame>
  );
}
