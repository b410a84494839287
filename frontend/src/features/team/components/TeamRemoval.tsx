import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/Button";
import { SelectField } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { Modal } from "@/shared/ui/Modal";
import { deleteTeam, keys, type Team, teamsQuery } from "../api";

/** A team goes; its conversations go to another one, or to none. */
export function TeamRemoval({ team, onClose }: { team: Team; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { data: teams } = useQuery(teamsQuery);
  const [heir, setHeir] = useState("");
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => deleteTeam(team.id, heir),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.teams });
      onClose();
    },
  });
  const others = (teams ?? []).filter((one) => one.id !== team.id);
  return (
    <Modal
      isOpen
      onClose={onClose}
      title={t("settingsRow.delete", { name: team.name })}
      description={t("team.deleteTeamText")}
      className="md:w-[min(27rem,92vw)]"
    >
      <div className="flex flex-col gap-5">
        {others.length > 0 && (
          <SelectField
            label={t("team.moveTo")}
            value={heir}
            onChange={(event) => setHeir(event.target.value)}
          >
            <option value="">{t("team.moveToNone")}</option>
            {others.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </SelectField>
        )}
        <FormError error={error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button look="danger" isBusy={isPending} onClick={() => mutate()}>
            {t("common.delete")}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
