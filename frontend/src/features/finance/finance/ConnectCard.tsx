import { BadgeCheck, Landmark } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { type Connect, onboard, openDashboard } from "../api";
import { useLeave } from "../useLeave";
import { useMovesMoney } from "../useMoney";

/** Whether customers can pay this business, and the way there through Stripe's questions. */
export function ConnectCard({ connect }: { connect: Connect }) {
  const { t } = useTranslation();
  const movesMoney = useMovesMoney();
  const asking = useLeave<void>(onboard);
  const looking = useLeave<void>(openDashboard);
  const isOpen = connect.charges_enabled;
  const Icon = isOpen ? BadgeCheck : Landmark;
  const state = isOpen ? "open" : connect.details_submitted ? "wanted" : connect.is_begun ? "begun" : "none";
  return (
    <Card>
      <div className="flex flex-wrap items-center gap-4">
        <span
          aria-hidden="true"
          className="grid size-12 shrink-0 place-items-center rounded-2xl bg-primary-soft text-primary"
        >
          <Icon className="size-6" />
        </span>
        <div className="min-w-56 flex-1">
          <h2 className="flex flex-wrap items-center gap-2 font-semibold">
            {t("finance.connect")}
            {isOpen && <Badge tone="sage">{t("finance.isOpen")}</Badge>}
          </h2>
          <p className="text-sm text-ink-2">
            {t(`finance.connectText.${state}`, { percent: Number(connect.fee_percent) })}
          </p>
        </div>
        {movesMoney && (
          <div className="flex flex-wrap gap-2">
            {connect.details_submitted && (
              <Button look="quiet" isBusy={looking.isPending} onClick={() => looking.mutate()}>
                {t("finance.dashboard")}
              </Button>
            )}
            {!isOpen && (
              <Button look="primary" isBusy={asking.isPending} onClick={() => asking.mutate()}>
                {t(connect.is_begun ? "finance.goOn" : "finance.begin")}
              </Button>
            )}
          </div>
        )}
      </div>
    </Card>
  );
}
