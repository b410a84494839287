import { useParams } from "@tanstack/react-router";
import { lazy, type ReactNode } from "react";
import { TeamList } from "@/features/team";
import { CompanyForm, ServiceList } from "@/features/workspace";
import { NotFound } from "../layouts/NotFound";
import { SettingsFrame } from "../layouts/SettingsFrame";
import { SECTIONS, type Section } from "../router";
import { ProfileSettings } from "./ProfileSettings";

const ChannelsPage = lazy(async () => ({
  default: (await import("@/features/channels/pages/ChannelsPage")).ChannelsPage,
}));

const CONTENT: Record<Section, () => ReactNode> = {
  company: () => <CompanyForm />,
  services: () => <ServiceList />,
  team: () => <TeamList />,
  channels: () => <ChannelsPage />,
  profile: () => <ProfileSettings />,
};

export function SettingsRoute() {
  const { section } = useParams({ from: "/shell/settings/$section" });
  const known = SECTIONS.find((one) => one === section);
  return known ? <SettingsFrame>{CONTENT[known]()}</SettingsFrame> : <NotFound />;
}
