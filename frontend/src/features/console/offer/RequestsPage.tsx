import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { SelectField } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { Modal } from "@/shared/ui/Modal";
import { Segmented } from "@/shared/ui/Segmented";
import { answerWish, plansQuery, type Wish, wishes } from "../api";
import { ConsoleTitle } from "../shell/ConsoleTitle";
import { Facts, When } from "../shell/Facts";
import { Listing, useListing } from "../shell/Listing";
import { ReasonDialog } from "../shell/ReasonDialog";
import { RowLink } from "../shell/Table";
import { useFormAct } from "../shell/useAct";
import { useFilters } from "../shell/useFilters";

const STATES = ["pending", "approved", "rejected", "withdrawn", "all"] as const;

function Grant({ wish, onClose }: { wish: Wish; onClose: () => void }) {
  const { t } = useTranslation();
  const { data: plans = [] } = useQuery(plansQuery);
  const [plan, setPlan] = useState(wish.plan ?? "");
  const act = useFormAct(
    () => answerWish({ request: wish.id, approve: true, plan, answer: "" }),
    t("console.offer.grantedNow"),
    onClose,
  );
  const offered = plans.filter((one) => !one.archived_at && (!one.company || one.company === wish.company));
  return (
    <Modal
      isOpen
      onClose={onClose}
      title={t("console.offer.grantTitle", { name: wish.company_name })}
      description={t("console.offer.grantText")}
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate(undefined);
        }}
      >
        <SelectField
          label={t("console.columns.plan")}
          required
          value={plan}
          onChange={(event) => setPlan(event.target.value)}
        >
          <option value="" disabled>
            {t("console.offer.choose")}
          </option>
          {offered.map((one) => (
            <option key={one.code} value={one.code}>
              {one.name}
            </option>
          ))}
        </SelectField>
        <FormError error={act.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button look="primary" type="submit" disabled={!plan} isBusy={act.isPending}>
            {t("console.offer.grant")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function WishCard({ wish }: { wish: Wish }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<"grant" | "refuse" | null>(null);
  const close = () => setAsked(null);
  const refuse = useFormAct(
    (answer: string) => answerWish({ request: wish.id, approve: false, plan: null, answer }),
    t("console.offer.refusedNow"),
    close,
  );
  return (
    <Card>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0 flex-1 max-sm:basis-full">
          <p className="mb-2 flex flex-wrap items-center gap-2">
            <RowLink page="companies" id={wish.company}>
              {wish.company_name}
            </RowLink>
            <Badge tone={wish.state === "pending" ? "honey" : "neutral"}>
              {t(`console.offer.states.${wish.state}`)}
            </Badge>
          </p>
          <Facts
            rows={[
              [t("console.offer.has"), wish.current_plan ?? "—"],
              [t("console.offer.wants"), wish.plan_name ?? t("console.offer.ownPlan")],
              [
                t("console.offer.asked"),
                <span key="asked">
                  {wish.asked_by_name}, <When at={wish.asked_at} />
                </span>,
              ],
              ...(wish.message ? [[t("console.offer.message"), wish.message] as const] : []),
              ...(wish.decided_by_name
                ? [
                    [
                      t("console.offer.decided"),
                      `${wish.decided_by_name}${wish.answer ? ` — ${wish.answer}` : ""}`,
                    ] as const,
                  ]
                : []),
            ]}
          />
        </div>
        {wish.state === "pending" && (
          <div className="flex gap-2">
            <Button look="primary" onClick={() => setAsked("grant")}>
              {t("console.offer.grant")}
            </Button>
            <Button look="quiet" onClick={() => setAsked("refuse")}>
              {t("console.offer.refuse")}
            </Button>
          </div>
        )}
      </div>
      {asked === "grant" && <Grant wish={wish} onClose={close} />}
      {asked === "refuse" && (
        <ReasonDialog
          title={t("console.offer.refuseTitle", { name: wish.company_name })}
          text={t("console.offer.refuseText")}
          label={t("console.offer.why")}
          action={t("console.offer.refuse")}
          error={refuse.error}
          isBusy={refuse.isPending}
          onDone={(answer) => refuse.mutate(answer)}
          onClose={close}
        />
      )}
    </Card>
  );
}

export function RequestsPage() {
  const { t } = useTranslation();
  const { filters, set } = useFilters();
  const state = STATES.find((one) => one === filters.state) ?? "pending";
  const found = useListing("wishes", { state }, (cursor) => wishes({ state, cursor }));
  return (
    <>
      <ConsoleTitle title={t("console.pages.requests")} />
      <div className="mb-4">
        <Segmented
          label={t("console.columns.state")}
          value={state}
          options={STATES.map((value) => ({
            value,
            label: value === "all" ? t("console.filters.all") : t(`console.offer.states.${value}`),
          }))}
          onChange={(next) => set({ state: next })}
        />
      </div>
      <Listing found={found} empty={t("console.offer.noWishes")}>
        {(rows) => (
          <div className="flex flex-col gap-3">
            {rows.map((wish) => (
              <WishCard key={wish.id} wish={wish} />
            ))}
          </div>
        )}
      </Listing>
    </>
  );
}
