import { Check } from "lucide-react";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { cn } from "@/shared/lib/cn";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import type { Period, Plan } from "./api";
import { priceOf } from "./prices";

const LIMITS = [
  "messages",
  "conversations",
  "users",
  "integrations",
  "documents",
  "photos",
  "storage_mb",
] as const;

export type BuySlot = ComponentType<{ plan: string; period: Period }>;
type PlanCardProps = {
  plan: Plan;
  period: Period;
  isCurrent: boolean;
  canAsk: boolean;
  Buy?: BuySlot;
  onAsk: (plan: Plan) => void;
};

export function PlanCard({ plan, period, isCurrent, canAsk, Buy, onAsk }: PlanCardProps) {
  const { t, i18n } = useTranslation();
  const language = useLanguage();
  const numbers = new Intl.NumberFormat(i18n.language);
  const features = plan.features.filter((name) => name !== "telegram" && name !== "whatsapp");
  return (
    <li
      className={cn(
        "flex flex-col gap-4 rounded-2xl border bg-surface p-5",
        isCurrent && "border-primary ring-1 ring-primary",
      )}
    >
      <div>
        <p className="flex min-h-6 flex-wrap items-center justify-between gap-2">
          <span className="font-semibold">{plan.name}</span>
          {isCurrent && <Badge tone="primary">{t("plans.yours")}</Badge>}
        </p>
        <p className="mt-1">
          <span className="text-2xl font-semibold tabular-nums">{priceOf(plan, period, language)}</span>{" "}
          <span className="text-[13px] text-ink-2">{t(`plans.per.${period}`)}</span>
        </p>
      </div>
      <ul className="flex flex-1 flex-col gap-2 text-[13px] text-ink-2">
        {LIMITS.map((name) => {
          const limit = plan.limits[name];
          return (
            <li key={name} className="flex justify-between gap-3">
              <span>{t(`plans.names.${name}`)}</span>
              <span className="text-right font-medium text-ink tabular-nums">
                {limit === null ? t("plans.any") : numbers.format(limit)}
              </span>
            </li>
          );
        })}
        <li className="flex justify-between gap-3">
          <span>{t("plans.channels")}</span>
          <span className="text-right font-medium text-ink">
            {plan.kinds === null
              ? t("plans.allChannels")
              : plan.kinds.map((kind) => t(`plans.kinds.${kind as "email"}`)).join(", ")}
          </span>
        </li>
        {plan.has_watermark && <li>{t("plans.watermark")}</li>}
        {features.map((name) => (
          <li key={name} className="flex gap-2 text-ink">
            <Check aria-hidden="true" className="mt-0.5 size-3.5 shrink-0 text-sage" />
            {t(`plans.features.${name as "instagram"}`)}
          </li>
        ))}
      </ul>
      {canAsk && !isCurrent && (
        <div className="flex flex-col gap-2">
          {Buy && <Buy plan={plan.code} period={period} />}
          <Button look={Buy ? "quiet" : "soft"} onClick={() => onAsk(plan)}>
            {t("plans.ask")}
          </Button>
        </div>
      )}
    </li>
  );
}
