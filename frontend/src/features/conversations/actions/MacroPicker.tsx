import { useMutation, useQuery } from "@tanstack/react-query";
import { Zap } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "@/shared/i18n/errorText";
import { PickerDialog, PickerEmpty, PickerGroup, PickerItem } from "@/shared/ui/Picker";
import { toast } from "@/shared/ui/toast";
import { clearSelection } from "../bulk/selection";
import { type Macro, macrosQuery, runMacro } from "./api";
import { closePicker } from "./picker";
import { type PickerBodyProps, useTarget } from "./useTarget";

export function MacroPicker({ target }: PickerBodyProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [text, setText] = useState("");
  const { about } = useTarget(target);
  const { data: macros = [], isPending } = useQuery(macrosQuery);
  const ids = "ids" in target ? [...target.ids] : [];
  const { mutate } = useMutation({
    mutationFn: (macro: Macro) => runMacro(macro.id, ids),
    onSuccess: (report, macro) => {
      clearSelection();
      const reason = report.results.find((one) => !one.done)?.message;
      if (reason) toast.error(t("actions.macroFailed", { name: macro.name, reason }));
      else toast.success(t("actions.macroDone", { name: macro.name }));
    },
    onError: (error) => toast.error(errorText(error)),
  });
  return (
    <PickerDialog
      title={t("actions.macrosTitle", { about })}
      placeholder={t("actions.macrosPlaceholder")}
      value={text}
      onValue={setText}
      onClose={closePicker}
    >
      {!isPending && (
        <PickerEmpty>{t(macros.length > 0 ? "palette.nothing" : "actions.noMacros")}</PickerEmpty>
      )}
      <PickerGroup>
        {macros.map((macro) => (
          <PickerItem
            key={macro.id}
            value={`${macro.name} ${macro.id}`}
            onSelect={() => {
              closePicker();
              mutate(macro);
            }}
            hint={t("actions.steps", { count: macro.steps.length })}
          >
            <Zap aria-hidden="true" className="size-4 text-ink-3" />
            {macro.name}
          </PickerItem>
        ))}
      </PickerGroup>
    </PickerDialog>
  );
}
