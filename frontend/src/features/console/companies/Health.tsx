import type { ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import { Badge } from "@/shared/ui/Badge";
import type { Company } from "../api";

const TONES: Record<Company["health"], ComponentProps<typeof Badge>["tone"]> = {
  closed: "neutral",
  unpaid: "honey",
  failing: "danger",
  quiet: "neutral",
  new: "primary",
  well: "sage",
};

export function Health({ health }: { health: Company["health"] }) {
  const { t } = useTranslation();
  return <Badge tone={TONES[health]}>{t(`console.health.${health}`)}</Badge>;
}
