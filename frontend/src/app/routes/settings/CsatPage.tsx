import { CsatSection } from "@/features/csat/CsatSection";
import { usePlaces } from "./places";

export default function CsatPage() {
  return <CsatSection channels={usePlaces().channels} />;
}
