import { HoursSection } from "@/features/workspace/components/HoursSection";
import { usePlaces } from "./places";

export default function HoursPage() {
  return <HoursSection channels={usePlaces().channels} />;
}
