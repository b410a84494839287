import { RepliesSection } from "@/features/replies/components/RepliesSection";
import { useMyTeams, usePlaces } from "./places";

export default function RepliesPage() {
  return <RepliesSection places={usePlaces()} myTeams={useMyTeams()} />;
}
