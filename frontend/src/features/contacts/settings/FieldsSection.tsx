import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ListPlus, Plus } from "lucide-react";
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
import { FieldForm } from "./FieldForm";
import { type CustomField, customFieldsQuery, deleteField, placeField } from "./fields";

const KEY = customFieldsQuery.queryKey;

function useOrder() {
  const client = useQueryClient();
  const errorText = useErrorText();
  const { mutate } = useMutation({
    mutationFn: async (fields: CustomField[]) => {
      for (const [position, field] of fields.entries()) {
        if (field.position !== position) await placeField(field.id, position);
      }
    },
    onMutate: (fields) => client.setQueryData(KEY, fields),
    onError: (error) => toast.error(errorText(error)),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
  return mutate;
}

/** What the business keeps about its customers besides what every business keeps. */
export function FieldsSection() {
  const { t } = useTranslation();
  const { canManage } = useAbilities("inbox.manage");
  const { data, error, refetch } = useQuery(customFieldsQuery);
  const [edited, setEdited] = useState<CustomField | "new" | null>(null);
  const removal = useRemoval<CustomField>(deleteField, KEY);
  const reorder = useOrder();
  const add = canManage && (
    <Button look="primary" size="sm" onClick={() => setEdited("new")}>
      <Plus aria-hidden="true" className="size-4" />
      {t("fieldSettings.add")}
    </Button>
  );
  return (
    <Card
      title={t("settings.fields")}
      text={t("fieldSettings.about")}
      action={data && data.length > 0 && add}
    >
      {error && !data && <Failed error={error} onRetry={() => refetch()} />}
      {!data && !error && <Bones rows={3} className="h-12" />}
      {data?.length === 0 && (
        <Empty
          picture={<ListPlus />}
          title={t("fieldSettings.empty")}
          text={t("fieldSettings.emptyText")}
          action={add}
        />
      )}
      {data && data.length > 0 && (
        <SortableList
          label={t("settings.fields")}
          items={data}
          idOf={(field) => field.id}
          nameOf={(field) => field.name}
          onReorder={reorder}
          isFixed={!canManage}
          className="divide-y"
          rowClassName="py-2.5"
        >
          {(field, handle) => (
            <div className="flex items-center gap-2">
              {handle}
              <div className="min-w-0 flex-1">
                <p className="truncate font-medium">{field.name}</p>
                <code className="text-xs text-ink-3">{field.key}</code>
              </div>
              <Badge>{t(`fieldSettings.kinds.${field.kind}`)}</Badge>
              {canManage && (
                <RowActions
                  name={field.name}
                  onEdit={() => setEdited(field)}
                  onDelete={() => removal.ask(field)}
                />
              )}
            </div>
          )}
        </SortableList>
      )}
      {edited && <FieldForm field={edited === "new" ? null : edited} onClose={() => setEdited(null)} />}
      <Confirm
        {...removal.confirm}
        title={t("settingsRow.delete", { name: removal.doomed?.name ?? "" })}
        text={t("fieldSettings.deleteText")}
        action={t("common.delete")}
        onConfirm={removal.onConfirm}
      />
    </Card>
  );
}
