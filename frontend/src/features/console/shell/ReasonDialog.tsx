import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/Button";
import { TextArea } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { Modal } from "@/shared/ui/Modal";

type Props = {
  title: string;
  text: string;
  label: string;
  action: string;
  error: unknown;
  isBusy: boolean;
  onDone: (reason: string) => void;
  onClose: () => void;
};

/** What is serious is done with a reason, which stands in the trail. */
export function ReasonDialog({ title, text, label, action, error, isBusy, onDone, onClose }: Props) {
  const { t } = useTranslation();
  const [reason, setReason] = useState("");
  return (
    <Modal isOpen onClose={onClose} title={title} description={text}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          onDone(reason.trim());
        }}
      >
        <TextArea
          label={label}
          required
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <FormError error={error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button look="danger" type="submit" isBusy={isBusy} disabled={!reason.trim()}>
            {action}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
