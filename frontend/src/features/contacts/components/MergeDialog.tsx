import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ArrowLeftRight } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "@/shared/i18n/errorText";
import { Avatar } from "@/shared/ui/Avatar";
import { Button } from "@/shared/ui/Button";
import { Modal } from "@/shared/ui/Modal";
import { Bones } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { contactQuery, customFieldsQuery, keys, mergeContacts, undoMerge } from "../api";
import { differences } from "../differences";

type MergeProps = { contactId: string; otherId: string; onClose: () => void };

/** Make one customer of two records, having seen what they disagree about. */
export function MergeDialog({ contactId, otherId, onClose }: MergeProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const [isTurned, setTurned] = useState(false);
  const [into, from] = isTurned ? [otherId, contactId] : [contactId, otherId];
  const { data: kept } = useQuery(contactQuery(into));
  const { data: other } = useQuery(contactQuery(from));
  const { data: fields = [] } = useQuery(customFieldsQuery);
  const refetch = () => void client.invalidateQueries({ queryKey: keys.all });
  const { mutate: undo } = useMutation({
    mutationFn: undoMerge,
    onSuccess: () => {
      refetch();
      toast.success(t("contact.mergeUndone"));
    },
    onError: (error) => toast.error(errorText(error)),
  });
  const { mutate, isPending } = useMutation({
    mutationFn: () => mergeContacts(into, from),
    onSuccess: (merge) => {
      onClose();
      refetch();
      toast.plain(t("contact.merged", { name: kept?.name ?? "" }), {
        label: t("common.undo"),
        onClick: () => undo(merge.id),
      });
    },
    onError: (error) => toast.error(errorText(error)),
  });
  const labels = { name: t("contact.name"), phone: t("contact.phone"), email: t("contact.email") };
  const rows = kept && other ? differences(kept, other, fields, labels) : [];
  return (
    <Modal
      isOpen
      onClose={onClose}
      title={t("contact.merge")}
      description={t("contact.mergeText")}
      className="md:w-[min(40rem,94vw)]"
    >
      {kept && other ? (
        <div className="flex flex-col gap-4">
          <div className="grid grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] items-center gap-3">
            {[kept, other].map((one, at) => (
              <div
                key={one.id}
                className={`flex min-w-0 flex-col items-center gap-1.5 rounded-2xl border p-3 text-center ${at === 0 ? "order-1 border-primary bg-primary-soft" : "order-3"}`}
              >
                <Avatar id={one.id} name={one.name} />
                <span className="max-w-full truncate font-medium">{one.name}</span>
                <span className="text-xs text-ink-2">
                  {t(at === 0 ? "contact.stays" : "contact.goesInto")}
                </span>
              </div>
            ))}
            <Button
              size="icon"
              look="quiet"
              aria-label={t("contact.turn")}
              onClick={() => setTurned(!isTurned)}
              className="order-2"
            >
              <ArrowLeftRight className="size-4.5" />
            </Button>
          </div>
          {rows.length === 0 ? (
            <p className="text-sm text-ink-2">{t("contact.noDifferences")}</p>
          ) : (
            <table className="w-full text-sm">
              <caption className="pb-1 text-left text-[13px] text-ink-2">{t("contact.differing")}</caption>
              <thead className="sr-only">
                <tr>
                  <th scope="col">{t("filter.fieldLabel")}</th>
                  <th scope="col">{t("contact.stays")}</th>
                  <th scope="col">{t("contact.goesIntoNotes")}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.key} className="border-t">
                    <th scope="row" className="py-2 pr-2 text-left text-[13px] font-medium text-ink-2">
                      {row.label}
                    </th>
                    <td className="py-2 pr-2 font-medium break-words">{row.kept}</td>
                    <td className="py-2 break-words text-ink-3 line-through">{row.other}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          <div className="flex justify-end gap-2">
            <Button onClick={onClose}>{t("common.cancel")}</Button>
            <Button look="primary" isBusy={isPending} onClick={() => mutate()}>
              {t("contact.mergeAction")}
            </Button>
          </div>
        </div>
      ) : (
        <Bones rows={3} className="h-14" />
      )}
    </Modal>
  );
}
