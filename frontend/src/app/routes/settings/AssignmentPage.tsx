import { AssignmentSection } from "@/features/assignment/AssignmentSection";
import { usePlaces } from "./places";

export default function AssignmentPage() {
  const { teams, members } = usePlaces();
  return <AssignmentSection teams={teams} members={members} />;
}
