import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "@/shared/api/errors";
import type { Member } from "@/shared/api/types";
import { sessionQuery } from "@/shared/session";
import { Button } from "@/shared/ui/Button";
import { FormError } from "@/shared/ui/FormError";
import { Modal } from "@/shared/ui/Modal";
import { Toggle } from "@/shared/ui/Toggle";
import { toast } from "@/shared/ui/toast";
import { handOver, keys } from "../api";

export type Guarded = <T>(deed: () => Promise<T>) => Promise<T>;

type OwnershipDialogProps = { member: Member; guarded: Guarded; onClose: () => void };

/** The workspace gets another owner; the server wants to know once more who it is that gives it away. */
export function OwnershipDialog({ member, guarded, onClose }: OwnershipDialogProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [stays, setStays] = useState(false);
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => guarded(() => handOver(member.id, stays)),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.all });
      await client.invalidateQueries({ queryKey: sessionQuery.queryKey });
      toast.success(t("ownership.done", { name: member.name }));
      onClose();
    },
  });
  const isTurnedAway = error instanceof ApiError && error.code === "confirmation_needed";
  return (
    <Modal
      isOpen
      onClose={onClose}
      title={t("ownership.title", { name: member.name })}
      description={t("ownership.text")}
    >
      <div className="flex flex-col gap-5">
        <Toggle
          label={t("ownership.stay")}
          hint={t(stays ? "ownership.stayHint" : "ownership.goHint")}
          isOn={stays}
          onChange={setStays}
        />
        <FormError error={isTurnedAway ? null : error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button look="danger" isBusy={isPending} onClick={() => mutate()}>
            {t("ownership.action")}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
