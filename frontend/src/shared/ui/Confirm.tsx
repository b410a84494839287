import { useTranslation } from "react-i18next";
import { Button } from "./Button";
import { Modal } from "./Modal";

type ConfirmProps = {
  isOpen: boolean;
  title: string;
  text: string;
  action: string;
  isBusy?: boolean;
  onConfirm: () => void;
  onClose: () => void;
};

export function Confirm({ isOpen, title, text, action, isBusy, onConfirm, onClose }: ConfirmProps) {
  const { t } = useTranslation();
  return (
    <Modal
      isOpen={isOpen}
      onClose={onClose}
      title={title}
      description={text}
      className="md:w-[min(27rem,92vw)]"
    >
      <div className="flex justify-end gap-2 pt-2">
        <Button onClick={onClose}>{t("common.cancel")}</Button>
        <Button look="danger" isBusy={isBusy} onClick={onConfirm}>
          {action}
        </Button>
      </div>
    </Modal>
  );
}
