import { ReturnPage } from "@/features/channels/pages/ReturnPage";
import { SettingsFrame } from "../layouts/SettingsFrame";

export function ChannelReturnRoute() {
  return (
    <SettingsFrame>
      <ReturnPage />
    </SettingsFrame>
  );
}
