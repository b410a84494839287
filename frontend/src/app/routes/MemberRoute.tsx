import { useParams } from "@tanstack/react-router";
import { MemberPage } from "@/features/team/pages/MemberPage";
import { useIdentity } from "@/shared/identity/useIdentity";
import { SettingsFrame } from "../layouts/SettingsFrame";
import { usePlaces } from "./settings/places";

export function MemberRoute() {
  const { memberId } = useParams({ from: "/shell/settings/team/$memberId" });
  const skillNames = usePlaces().labels.map((label) => label.name);
  const [guarded, dialog] = useIdentity();
  return (
    <SettingsFrame>
      <MemberPage memberId={memberId} skillNames={skillNames} guarded={guarded} />
      {dialog}
    </SettingsFrame>
  );
}
