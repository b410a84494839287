import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Label, labelsQuery } from "@/shared/directory";
import { useErrorText } from "@/shared/i18n/errorText";
import { LabelDot } from "@/shared/ui/LabelDot";
import { PickerDialog, PickerGroup, PickerItem } from "@/shared/ui/Picker";
import { toast } from "@/shared/ui/toast";
import { createLabel } from "./api";
import { closePicker } from "./picker";
import { useRun } from "./useRun";
import { type PickerBodyProps, useTarget } from "./useTarget";

/** Stays open, as labels come in handfuls; Escape ends it. */
export function LabelsPicker({ target }: PickerBodyProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const [text, setText] = useState("");
  const { conversation, about } = useTarget(target);
  const { one, run, isOne } = useRun(target);
  const { data: labels = [] } = useQuery(labelsQuery);
  const worn = new Set(conversation?.labels.map((label) => label.id));
  const wanted = text.trim();
  const isKnown = labels.some((label) => label.name.toLowerCase() === wanted.toLowerCase());
  const put = (label: Pick<Label, "id">) => {
    if (!isOne) closePicker();
    run({ action: "add_label", value: label.id }, () => one.toggleLabel(label.id));
    setText("");
  };
  const { mutate: create } = useMutation({
    mutationFn: () => createLabel(wanted),
    onSuccess: (label) => {
      client.setQueryData(labelsQuery.queryKey, (held) =>
        held?.some((known) => known.id === label.id) ? held : [...(held ?? []), label],
      );
      put(label);
    },
    onError: (error) => toast.error(errorText(error)),
  });
  return (
    <PickerDialog
      title={t("actions.labelsTitle", { about })}
      placeholder={t("actions.labelsPlaceholder")}
      value={text}
      onValue={setText}
      onClose={closePicker}
    >
      <PickerGroup>
        {labels.map((label) => (
          <PickerItem
            key={label.id}
            value={`${label.name} ${label.id}`}
            onSelect={() => put(label)}
            isChecked={worn.has(label.id)}
            hint={label.description}
          >
            <LabelDot colour={label.colour} className="size-3" />
            <span className="truncate">{label.name}</span>
          </PickerItem>
        ))}
        {wanted && !isKnown && (
          <PickerItem value={wanted} onSelect={() => create()}>
            <Plus aria-hidden="true" className="size-4" />
            {t("actions.newLabel", { name: wanted })}
          </PickerItem>
        )}
        {!wanted && labels.length === 0 && (
          <p className="px-3 py-6 text-center text-sm text-ink-2">{t("actions.noLabels")}</p>
        )}
      </PickerGroup>
      {!isOne && labels.length > 0 && (
        <PickerGroup heading={t("actions.takeOff")}>
          {labels.map((label) => (
            <PickerItem
              key={label.id}
              value={`${t("actions.takeOff")} ${label.name} ${label.id}`}
              onSelect={() => {
                closePicker();
                run({ action: "remove_label", value: label.id }, () => {});
              }}
            >
              <LabelDot colour={label.colour} className="size-3 opacity-50" />
              <span className="truncate">{label.name}</span>
            </PickerItem>
          ))}
        </PickerGroup>
      )}
    </PickerDialog>
  );
}
