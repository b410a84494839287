import { useNavigate } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import type { ChannelAccount } from "@/shared/api/types";
import { Modal } from "@/shared/ui/Modal";
import { toast } from "@/shared/ui/toast";
import type { Kind } from "../kinds";
import { ConnectEmail } from "./ConnectEmail";
import { ConnectInstagram } from "./ConnectInstagram";
import { ConnectMessenger } from "./ConnectMessenger";
import { ConnectTelegram } from "./ConnectTelegram";
import { ConnectWebchat } from "./ConnectWebchat";
import { ConnectWhatsApp } from "./ConnectWhatsApp";

export type WizardProps = { onConnected: (account: ChannelAccount) => void };

const WIZARDS: Record<Kind, ComponentType<WizardProps>> = {
  whatsapp: ConnectWhatsApp,
  instagram: ConnectInstagram,
  messenger: ConnectMessenger,
  telegram: ConnectTelegram,
  webchat: ConnectWebchat,
  email: ConnectEmail,
};

type ConnectDialogProps = {
  kind: Kind;
  onClose: () => void;
  /** Instead of opening the account's page. */
  onConnected?: (account: ChannelAccount) => void;
};

/** Connects an account of one kind and opens its page. */
export function ConnectDialog({ kind, onClose, onConnected: onDone }: ConnectDialogProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const Wizard = WIZARDS[kind];
  const onConnected = (account: ChannelAccount) => {
    toast.success(t("channels.connected", { name: account.name }));
    onClose();
    if (onDone) onDone(account);
    else void navigate({ to: "/settings/channels/$accountId", params: { accountId: account.id } });
  };
  return (
    <Modal
      isOpen
      onClose={onClose}
      title={t(`channels.kind.${kind}.connect`)}
      description={t(`channels.kind.${kind}.needs`)}
    >
      <Wizard onConnected={onConnected} />
    </Modal>
  );
}
