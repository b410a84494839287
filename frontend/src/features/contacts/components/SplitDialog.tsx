import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Contact } from "@/shared/api/types";
import { useErrorText } from "@/shared/i18n/errorText";
import { Button } from "@/shared/ui/Button";
import { TextField } from "@/shared/ui/Field";
import { Modal } from "@/shared/ui/Modal";
import { toast } from "@/shared/ui/toast";
import { keys, splitContact } from "../api";
import { useIdentityKind } from "./Identities";

/** Take some of a customer's numbers and names out into a customer of their own. */
export function SplitDialog({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const kindName = useIdentityKind();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [name, setName] = useState("");
  const { mutate, isPending } = useMutation({
    mutationFn: () => splitContact(contact.id, [...chosen], name.trim()),
    onSuccess: (made) => {
      void client.invalidateQueries({ queryKey: keys.all });
      toast.success(t("contact.splitDone", { name: made.contact.name }));
      onClose();
    },
    onError: (error) => toast.error(errorText(error)),
  });
  const isPossible = chosen.length > 0 && chosen.length < contact.identities.length;
  return (
    <Modal isOpen onClose={onClose} title={t("contact.split")} description={t("contact.splitText")}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (isPossible) mutate();
        }}
      >
        <fieldset className="flex flex-col">
          <legend className="mb-1 text-sm font-medium">{t("contact.splitWhich")}</legend>
          {contact.identities.map((identity) => (
            <label key={identity.id} className="flex min-h-10 items-center gap-3 text-sm">
              <input
                type="checkbox"
                checked={chosen.includes(identity.id)}
                onChange={(event) =>
                  setChosen(
                    event.target.checked
                      ? [...chosen, identity.id]
                      : chosen.filter((id) => id !== identity.id),
                  )
                }
                className="size-4.5 accent-primary"
              />
              <span className="min-w-0 flex-1 truncate">{identity.value}</span>
              <span className="text-xs text-ink-3">{kindName(identity.kind)}</span>
            </label>
          ))}
        </fieldset>
        <TextField
          label={t("contact.splitName")}
          value={name}
          maxLength={200}
          onChange={(event) => setName(event.target.value)}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button look="primary" type="submit" disabled={!isPossible} isBusy={isPending}>
            {t("contact.splitAction")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
