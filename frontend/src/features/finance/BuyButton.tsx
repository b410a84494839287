import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/Button";

/** The way from a plan's card to where it is bought or changed. */
export function BuyButton({ plan, period }: { plan: string; period: "month" | "year" }) {
  const { t } = useTranslation();
  return (
    <Button look="primary" asChild>
      <Link to="/settings/$section" params={{ section: "billing" }} search={{ plan, period } as never}>
        {t("billing.choose")}
      </Link>
    </Button>
  );
}
