import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Member } from "@/shared/api/types";
import { Button } from "@/shared/ui/Button";
import { SelectField } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { Modal } from "@/shared/ui/Modal";
import { Toggle } from "@/shared/ui/Toggle";
import { toast } from "@/shared/ui/toast";
import { deactivate, keys, membersQuery, teamsQuery, workQuery } from "../api";

/** Somebody leaves: who gets their work, and what becomes of the keys they made. */
export function LeavingDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { data: members } = useQuery(membersQuery);
  const { data: teams } = useQuery(teamsQuery);
  const { data: work } = useQuery(workQuery(member.id));
  const [heir, setHeir] = useState("");
  const [keepsKeys, setKeepsKeys] = useState(false);
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => {
      const [kind, id = null] = heir.split(":");
      return deactivate(member.id, {
        to_member: kind === "member" ? id : null,
        to_team: kind === "team" ? id : null,
        keeps_service_keys: keepsKeys,
      });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.all });
      toast.success(t("leaving.done", { name: member.name }));
      onClose();
    },
  });
  const people = (members ?? []).filter(
    (one) => one.is_active && one.id !== member.id && one.role !== "viewer",
  );
  return (
    <Modal
      isOpen
      onClose={onClose}
      title={t("leaving.title", { name: member.name })}
      description={t("leaving.text")}
    >
      <form
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <SelectField
          label={t("leaving.heir")}
          hint={
            work && work.conversations > 0
              ? t("leaving.work", { count: work.conversations })
              : t("leaving.noWork")
          }
          value={heir}
          onChange={(event) => setHeir(event.target.value)}
        >
          <option value="">{t("leaving.nobody")}</option>
          <optgroup label={t("leaving.people")}>
            {people.map((one) => (
              <option key={one.id} value={`member:${one.id}`}>
                {one.name}
              </option>
            ))}
          </optgroup>
          {teams && teams.length > 0 && (
            <optgroup label={t("settings.teams")}>
              {teams.map((team) => (
                <option key={team.id} value={`team:${team.id}`}>
                  {team.name}
                </option>
              ))}
            </optgroup>
          )}
        </SelectField>
        {work && work.service_keys > 0 && (
          <Toggle
            label={t("leaving.keepKeys")}
            hint={t("leaving.keepKeysHint", { count: work.service_keys })}
            isOn={keepsKeys}
            onChange={setKeepsKeys}
          />
        )}
        <FormError error={error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button look="danger" type="submit" isBusy={isPending}>
            {t("leaving.action")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
