import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus, Tag } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "@/shared/i18n/errorText";
import { useAbilities } from "@/shared/session";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { Confirm } from "@/shared/ui/Confirm";
import { RowActions } from "@/shared/ui/RowActions";
import { SortableList } from "@/shared/ui/SortableList";
import { Bones, Empty, Failed } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { useRemoval } from "@/shared/ui/useRemoval";
import { deleteLabel, keys, type Label, labelsQuery, orderLabels } from "./api";
import { freeColour } from "./colours";
import { LabelForm } from "./LabelForm";

function useOrder() {
  const client = useQueryClient();
  const errorText = useErrorText();
  const { mutate } = useMutation({
    mutationFn: (labels: Label[]) => orderLabels(labels.map((label) => label.id)),
    onMutate: (labels) => client.setQueryData(keys.all, labels),
    onError: (error) => {
      toast.error(errorText(error));
      void client.invalidateQueries({ queryKey: keys.all });
    },
  });
  return mutate;
}

type LabelsSectionProps = {
  /** What a label stands in, in words; empty when nowhere. */
  useAffected: (label: Label | null) => string[];
};

/** The set of labels: agents add and change them, who runs the workspace deletes them. */
export function LabelsSection({ useAffected }: LabelsSectionProps) {
  const { t } = useTranslation();
  const { canManage, canReply } = useAbilities("inbox.manage");
  const { data, error, refetch } = useQuery(labelsQuery);
  const [edited, setEdited] = useState<Label | "new" | null>(null);
  const removal = useRemoval<Label>(deleteLabel, keys.all);
  const affected = useAffected(removal.doomed);
  const reorder = useOrder();
  const add = canReply && (
    <Button look="primary" size="sm" onClick={() => setEdited("new")}>
      <Plus aria-hidden="true" className="size-4" />
      {t("labelSettings.add")}
    </Button>
  );
  return (
    <Card
      title={t("settings.labels")}
      text={t("labelSettings.about")}
      action={data && data.length > 0 && add}
    >
      {error && !data && <Failed error={error} onRetry={() => refetch()} />}
      {!data && !error && <Bones rows={4} className="h-11" />}
      {data?.length === 0 && (
        <Empty
          picture={<Tag />}
          title={t("labelSettings.empty")}
          text={t("labelSettings.emptyText")}
          action={add}
        />
      )}
      {data && data.length > 0 && (
        <SortableList
          label={t("settings.labels")}
          items={data}
          idOf={(label) => label.id}
          nameOf={(label) => label.name}
          onReorder={reorder}
          isFixed={!canReply}
          className="divide-y"
          rowClassName="py-2"
        >
          {(label, handle) => (
            <div className="flex items-center gap-2.5">
              {handle}
              <span
                aria-hidden="true"
                className="size-3.5 shrink-0 rounded-full"
                style={{ background: label.colour }}
              />
              <div className="min-w-0 flex-1">
                <p className="truncate font-medium">{label.name}</p>
                {label.description && <p className="truncate text-[13px] text-ink-2">{label.description}</p>}
              </div>
              <RowActions
                name={label.name}
                onEdit={canReply ? () => setEdited(label) : undefined}
                onDelete={canManage ? () => removal.ask(label) : undefined}
              />
            </div>
          )}
        </SortableList>
      )}
      {edited && (
        <LabelForm
          label={edited === "new" ? null : edited}
          colour={freeColour((data ?? []).map((label) => label.colour ?? ""))}
          onClose={() => setEdited(null)}
        />
      )}
      <Confirm
        {...removal.confirm}
        title={t("settingsRow.delete", { name: removal.doomed?.name ?? "" })}
        text={[t("labelSettings.deleteText"), ...affected].join(" ")}
        action={t("common.delete")}
        onConfirm={removal.onConfirm}
      />
    </Card>
  );
}
