import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus, Timer } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "@/shared/i18n/errorText";
import { useAbilities } from "@/shared/session";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { Confirm } from "@/shared/ui/Confirm";
import { RowActions } from "@/shared/ui/RowActions";
import { SortableList } from "@/shared/ui/SortableList";
import { Bones, Empty, Failed } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { useRemoval } from "@/shared/ui/useRemoval";
import { deletePolicy, type SlaPolicy, savePolicy, slaPoliciesQuery } from "./api";
import { spanOf } from "./minutes";
import { SlaForm, type SlaPlaces, TARGETS } from "./SlaForm";

const KEY = slaPoliciesQuery.queryKey;

function useOrder() {
  const client = useQueryClient();
  const errorText = useErrorText();
  const { mutate } = useMutation({
    mutationFn: async (policies: SlaPolicy[]) => {
      for (const [position, policy] of policies.entries()) {
        if (policy.position !== position) await savePolicy(policy.id, { ...policy, position });
      }
    },
    onMutate: (policies) => client.setQueryData(KEY, policies),
    onError: (error) => toast.error(errorText(error)),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
  return mutate;
}

export function SlaSection({ places }: { places: SlaPlaces }) {
  const { t } = useTranslation();
  const { canManage } = useAbilities("inbox.manage");
  const { data, error, refetch } = useQuery(slaPoliciesQuery);
  const [edited, setEdited] = useState<SlaPolicy | "new" | null>(null);
  const removal = useRemoval<SlaPolicy>(deletePolicy, KEY);
  const reorder = useOrder();
  const add = canManage && (
    <Button look="primary" size="sm" onClick={() => setEdited("new")}>
      <Plus aria-hidden="true" className="size-4" />
      {t("slaSettings.add")}
    </Button>
  );
  const targets = (policy: SlaPolicy) =>
    TARGETS.flatMap((target) => {
      const { amount, unit } = spanOf(policy[target]);
      return amount ? `${t(`slaSettings.${target}`)}: ${t(`slaSettings.short.${unit}`, { amount })}` : [];
    }).join(" · ");
  return (
    <Card title={t("settings.sla")} text={t("slaSettings.about")} action={data && data.length > 0 && add}>
      {error && !data && <Failed error={error} onRetry={() => refetch()} />}
      {!data && !error && <Bones rows={2} className="h-14" />}
      {data?.length === 0 && (
        <Empty
          picture={<Timer />}
          title={t("slaSettings.empty")}
          text={t("slaSettings.emptyText")}
          action={add}
        />
      )}
      {data && data.length > 0 && (
        <SortableList
          label={t("settings.sla")}
          items={data}
          idOf={(policy) => policy.id}
          nameOf={(policy) => policy.name}
          onReorder={reorder}
          isFixed={!canManage}
          className="divide-y"
          rowClassName="py-3"
        >
          {(policy, handle) => (
            <div className="flex items-center gap-2">
              {handle}
              <div className="min-w-0 flex-1">
                <p className="flex flex-wrap items-center gap-2 font-medium">
                  {policy.name}
                  {!policy.is_on && <Badge>{t("settingsRow.off")}</Badge>}
                </p>
                <p className="text-[13px] text-ink-2">{targets(policy)}</p>
              </div>
              {canManage && (
                <RowActions
                  name={policy.name}
                  onEdit={() => setEdited(policy)}
                  onDelete={() => removal.ask(policy)}
                />
              )}
            </div>
          )}
        </SortableList>
      )}
      {edited && (
        <SlaForm
          policy={edited === "new" ? null : edited}
          position={data?.length ?? 0}
          places={places}
          onClose={() => setEdited(null)}
        />
      )}
      <Confirm
        {...removal.confirm}
        title={t("settingsRow.delete", { name: removal.doomed?.name ?? "" })}
        text={t("slaSettings.deleteText")}
        action={t("common.delete")}
        onConfirm={removal.onConfirm}
      />
    </Card>
  );
}
