import type { FormEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/Button";
import { Modal } from "@/shared/ui/Modal";

/** A form of the "+" menu in its dialog: filled in, then sent or dropped. */
export function Sheet({
  title,
  canSend,
  onSend,
  onClose,
  children,
}: {
  title: string;
  canSend: boolean;
  onSend: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <Modal isOpen onClose={onClose} title={title}>
      <form
        className="flex flex-col gap-3.5"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (!canSend) return;
          onClose();
          onSend();
        }}
      >
        {children}
        <div className="flex justify-end gap-2 pt-1">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" look="primary" disabled={!canSend}>
            {t("composer.send")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
