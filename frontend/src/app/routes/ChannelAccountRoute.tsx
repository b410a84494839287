import { AccountPage } from "@/features/channels/pages/AccountPage";
import { SettingsFrame } from "../layouts/SettingsFrame";

export function ChannelAccountRoute() {
  return (
    <SettingsFrame>
      <AccountPage />
    </SettingsFrame>
  );
}
