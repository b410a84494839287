import { BuyButton } from "@/features/finance/BuyButton";
import { PlanSection } from "@/features/plans/PlanSection";

export default function PlanPage() {
  return <PlanSection buy={BuyButton} />;
}
