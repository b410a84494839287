import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { labelsQuery } from "@/shared/directory";
import { LabelDot } from "@/shared/ui/LabelDot";
import { PickerDialog, PickerEmpty, PickerGroup, PickerItem } from "@/shared/ui/Picker";

type TagsPickerProps = {
  name: string;
  worn: readonly string[];
  onToggle: (id: string) => void;
  onClose: () => void;
};

export function TagsPicker({ name, worn, onToggle, onClose }: TagsPickerProps) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const { data: labels = [], isPending } = useQuery(labelsQuery);
  return (
    <PickerDialog
      title={t("contact.tagsOf", { name })}
      placeholder={t("contact.findTag")}
      value={text}
      onValue={setText}
      onClose={onClose}
    >
      {!isPending && <PickerEmpty>{t("contact.noTags")}</PickerEmpty>}
      <PickerGroup>
        {labels.map((label) => (
          <PickerItem
            key={label.id}
            value={`${label.name} ${label.id}`}
            isChecked={worn.includes(label.id)}
            onSelect={() => onToggle(label.id)}
          >
            <LabelDot colour={label.colour} className="size-3" />
            {label.name}
          </PickerItem>
        ))}
      </PickerGroup>
    </PickerDialog>
  );
}
