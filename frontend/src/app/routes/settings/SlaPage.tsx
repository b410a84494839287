import { SlaSection } from "@/features/sla/SlaSection";
import { usePlaces } from "./places";

export default function SlaPage() {
  return <SlaSection places={usePlaces()} />;
}
