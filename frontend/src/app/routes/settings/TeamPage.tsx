import { TeamList } from "@/features/team/components/TeamList";
import { usePlaces } from "./places";

export default function TeamPage() {
  return <TeamList skillNames={usePlaces().labels.map((label) => label.name)} />;
}
