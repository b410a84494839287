import { useState } from "react";
import { useTranslation } from "react-i18next";
import { PickerDialog, PickerEmpty, PickerGroup, PickerItem } from "@/shared/ui/Picker";
import { PriorityMark } from "../list/PriorityMark";
import { closePicker } from "./picker";
import { useRun } from "./useRun";
import { type PickerBodyProps, useTarget } from "./useTarget";

const LEVELS = ["urgent", "high", "medium", "low", null] as const;

export function PriorityPicker({ target }: PickerBodyProps) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const { conversation, about } = useTarget(target);
  const { one, run } = useRun(target);
  return (
    <PickerDialog
      title={t("actions.priorityTitle", { about })}
      placeholder={t("actions.priorityPlaceholder")}
      value={text}
      onValue={setText}
      onClose={closePicker}
    >
      <PickerEmpty>{t("palette.nothing")}</PickerEmpty>
      <PickerGroup>
        {LEVELS.map((level) => (
          <PickerItem
            key={level ?? "none"}
            value={t(`priority.${level ?? "none"}`)}
            isChecked={conversation && (conversation.priority || null) === level}
            onSelect={() => {
              closePicker();
              run({ action: "priority", value: level }, () => one.change({ priority: level }));
            }}
          >
            <PriorityMark priority={level} />
            {t(`priority.${level ?? "none"}`)}
          </PickerItem>
        ))}
      </PickerGroup>
    </PickerDialog>
  );
}
