import { SettingsFrame } from "../layouts/SettingsFrame";

export function SettingsListRoute() {
  return <SettingsFrame />;
}
