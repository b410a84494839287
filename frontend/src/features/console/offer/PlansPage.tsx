import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { channelName } from "@/shared/ui/ChannelIcon";
import { Confirm } from "@/shared/ui/Confirm";
import { Bones, Failed } from "@/shared/ui/States";
import { archivePlan, type OfferedPlan, plansQuery } from "../api";
import { useMoneyText } from "../overview/useMoneyText";
import { ConsoleTitle } from "../shell/ConsoleTitle";
import { Facts, useNumber } from "../shell/Facts";
import { RowLink } from "../shell/Table";
import { useAct } from "../shell/useAct";
import { CustomPlanForm } from "./CustomPlanForm";
import { useFeatureName } from "./useFeatureName";

function PlanCard({ plan }: { plan: OfferedPlan }) {
  const { t } = useTranslation();
  const write = useNumber();
  const money = useMoneyText();
  const featureName = useFeatureName();
  const [asked, setAsked] = useState<"change" | "archive" | null>(null);
  const close = () => setAsked(null);
  const archive = useAct(() => archivePlan(plan.code), t("console.offer.archivedNow"), close);
  const limits = Object.entries(plan.limits) as [keyof OfferedPlan["limits"], number | null][];
  return (
    <Card
      title={plan.name}
      action={
        plan.is_custom &&
        !plan.archived_at && (
          <div className="flex flex-wrap gap-2">
            <Button size="sm" onClick={() => setAsked("change")}>
              {t("console.offer.change")}
            </Button>
            <Button size="sm" look="quiet" onClick={() => setAsked("archive")}>
              {t("console.offer.archive")}
            </Button>
          </div>
        )
      }
    >
      <p className="mb-3 flex flex-wrap gap-1.5">
        <Badge tone="primary">{t("console.offer.companies", { count: plan.companies })}</Badge>
        {plan.is_custom && <Badge>{t("console.offer.custom")}</Badge>}
        {plan.archived_at && <Badge tone="honey">{t("console.offer.archived")}</Badge>}
      </p>
      <Facts
        rows={[
          [
            t("console.offer.price"),
            `${money(Number(plan.price_month) * 100, plan.currency)} / ${money(Number(plan.price_year) * 100, plan.currency)}`,
          ],
          ...(plan.company
            ? [
                [
                  t("console.columns.company"),
                  <RowLink key="company" page="companies" id={plan.company}>
                    {plan.company_name}
                  </RowLink>,
                ] as const,
              ]
            : []),
          ...limits.map(
            ([name, limit]) =>
              [t(`plans.names.${name}`), limit === null ? t("plans.any") : write(limit)] as const,
          ),
          [
            t("plans.channels"),
            plan.kinds === null ? t("plans.allChannels") : plan.kinds.map(channelName).join(", "),
          ],
          [t("console.offer.features"), plan.features.map(featureName).join(", ") || "—"],
        ]}
      />
      {asked === "change" && <CustomPlanForm plan={plan} onClose={close} />}
      <Confirm
        isOpen={asked === "archive"}
        title={t("console.offer.archiveTitle", { name: plan.name })}
        text={t("console.offer.archiveText")}
        action={t("console.offer.archive")}
        isBusy={archive.isPending}
        onConfirm={() => archive.mutate(undefined)}
        onClose={close}
      />
    </Card>
  );
}

export function PlansPage() {
  const { t } = useTranslation();
  const [isMaking, setMaking] = useState(false);
  const { data, error, refetch } = useQuery(plansQuery);
  return (
    <>
      <ConsoleTitle
        title={t("console.pages.plans")}
        action={
          <Button look="primary" onClick={() => setMaking(true)}>
            <Plus aria-hidden="true" className="size-4" />
            {t("console.offer.make")}
          </Button>
        }
      />
      {error && !data && <Failed error={error} onRetry={() => refetch()} />}
      {!data && !error && <Bones rows={3} className="h-40 rounded-3xl" />}
      <div className="grid items-start gap-4 sm:grid-cols-2 xl:grid-cols-3">
        {data?.map((plan) => (
          <PlanCard key={plan.code} plan={plan} />
        ))}
      </div>
      {isMaking && <CustomPlanForm onClose={() => setMaking(false)} />}
    </>
  );
}
