import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { membersQuery } from "@/shared/directory";
import { useErrorText } from "@/shared/i18n/errorText";
import { Avatar } from "@/shared/ui/Avatar";
import { PickerDialog, PickerEmpty, PickerGroup, PickerItem } from "@/shared/ui/Picker";
import { toast } from "@/shared/ui/toast";
import { participantsQuery, setParticipants } from "./api";
import { closePicker } from "./picker";
import { type PickerBodyProps, useTarget } from "./useTarget";

export function ParticipantsPicker({ target }: PickerBodyProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const [text, setText] = useState("");
  const { id, about } = useTarget(target);
  const conversation = id ?? "";
  const { data: watching = [] } = useQuery({ ...participantsQuery(conversation), enabled: id !== null });
  const { data: members = [] } = useQuery(membersQuery);
  const { mutate } = useMutation({
    mutationFn: (ids: string[]) => setParticipants(conversation, ids),
    onSuccess: (saved) => client.setQueryData(participantsQuery(conversation).queryKey, saved),
    onError: (error) => toast.error(errorText(error)),
  });
  const toggle = (member: string) => {
    const held = watching.map((one) => one.id);
    mutate(held.includes(member) ? held.filter((one) => one !== member) : [...held, member]);
  };
  return (
    <PickerDialog
      title={t("actions.participantsTitle", { about })}
      placeholder={t("actions.participantsPlaceholder")}
      value={text}
      onValue={setText}
      onClose={closePicker}
    >
      <PickerEmpty>{t("actions.nobodyFound")}</PickerEmpty>
      <PickerGroup>
        {members
          .filter((member) => member.is_active)
          .map((member) => (
            <PickerItem
              key={member.id}
              value={`${member.name} ${member.id}`}
              onSelect={() => toggle(member.id)}
              isChecked={watching.some((one) => one.id === member.id)}
            >
              <Avatar id={member.id} name={member.name} size="sm" />
              {member.name}
            </PickerItem>
          ))}
      </PickerGroup>
    </PickerDialog>
  );
}
