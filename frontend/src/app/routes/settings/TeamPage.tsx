import { TeamList } from "@/features/team/components/TeamList";

export default function TeamPage() {
  return <TeamList />;
}
