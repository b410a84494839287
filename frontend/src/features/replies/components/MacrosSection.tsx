import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus, Zap } from "lucide-react";
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
import { deleteMacro, keys, type Macro, macrosQuery, placeMacro } from "../api";
import type { StepType } from "../steps";
import { MacroForm } from "./MacroForm";
import type { MacroPlaces } from "./StepValue";

/** Show the new order at once; the server is told of those that have another place now. */
function useOrder() {
  const client = useQueryClient();
  const errorText = useErrorText();
  const { mutate } = useMutation({
    mutationFn: async (macros: Macro[]) => {
      for (const [position, macro] of macros.entries()) {
        if (macro.position !== position) await placeMacro(macro.id, position);
      }
    },
    onMutate: (macros) => client.setQueryData(keys.macros, macros),
    onError: (error) => toast.error(errorText(error)),
    onSettled: () => client.invalidateQueries({ queryKey: keys.macros }),
  });
  return mutate;
}

export function MacrosSection({ places }: { places: MacroPlaces }) {
  const { t } = useTranslation();
  const { canManage, canReply } = useAbilities("inbox.manage");
  const { data, error, refetch } = useQuery(macrosQuery);
  const [edited, setEdited] = useState<Macro | "new" | null>(null);
  const removal = useRemoval<Macro>(deleteMacro, keys.macros);
  const reorder = useOrder();
  const add = canReply && (
    <Button look="primary" size="sm" onClick={() => setEdited("new")}>
      <Plus aria-hidden="true" className="size-4" />
      {t("macroSettings.add")}
    </Button>
  );
  return (
    <Card
      title={t("settings.macros")}
      text={t("macroSettings.about")}
      action={data && data.length > 0 && add}
    >
      {error && !data && <Failed error={error} onRetry={() => refetch()} />}
      {!data && !error && <Bones rows={3} className="h-14" />}
      {data?.length === 0 && (
        <Empty
          picture={<Zap />}
          title={t("macroSettings.empty")}
          text={t("macroSettings.emptyText")}
          action={add}
        />
      )}
      {data && data.length > 0 && (
        <SortableList
          label={t("settings.macros")}
          items={data}
          idOf={(macro) => macro.id}
          nameOf={(macro) => macro.name}
          onReorder={reorder}
          isFixed={!canManage}
          className="divide-y"
          rowClassName="py-3"
        >
          {(macro, handle) => (
            <div className="flex items-center gap-2">
              {handle}
              <div className="min-w-0 flex-1">
                <p className="flex flex-wrap items-center gap-2 font-medium">
                  {macro.name}
                  {!macro.shared && <Badge tone="primary">{t("macroSettings.own")}</Badge>}
                </p>
                <p className="line-clamp-2 text-[13px] text-ink-2">
                  {macro.steps.map((step) => t(`macroSettings.types.${step.type as StepType}`)).join(" → ")}
                </p>
              </div>
              {(canManage || (canReply && !macro.shared)) && (
                <RowActions
                  name={macro.name}
                  onEdit={() => setEdited(macro)}
                  onDelete={() => removal.ask(macro)}
                />
              )}
            </div>
          )}
        </SortableList>
      )}
      {edited && (
        <MacroForm macro={edited === "new" ? null : edited} places={places} onClose={() => setEdited(null)} />
      )}
      <Confirm
        {...removal.confirm}
        title={t("settingsRow.delete", { name: removal.doomed?.name ?? "" })}
        text={t("macroSettings.deleteText")}
        action={t("common.delete")}
        onConfirm={removal.onConfirm}
      />
    </Card>
  );
}
