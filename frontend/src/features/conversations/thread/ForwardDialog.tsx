import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Message } from "@/shared/api/types";
import { useContactName } from "@/shared/i18n/contactName";
import { useErrorText } from "@/shared/i18n/errorText";
import { useDebounced } from "@/shared/lib/useDebounced";
import { uuid } from "@/shared/lib/uuid";
import { Avatar } from "@/shared/ui/Avatar";
import { Button } from "@/shared/ui/Button";
import { ChannelIcon } from "@/shared/ui/ChannelIcon";
import { TextField } from "@/shared/ui/Field";
import { Modal } from "@/shared/ui/Modal";
import { toast } from "@/shared/ui/toast";
import { messageGist } from "../components/preview";
import { conversationsFoundQuery, forward } from "./api";

/** Send a message on to another customer. */
export function ForwardDialog({ message, onClose }: { message: Message; onClose: () => void }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const nameOf = useContactName();
  const [q, setQ] = useState("");
  const [clientId] = useState(uuid);
  const { data } = useQuery(conversationsFoundQuery(useDebounced(q.trim(), 250)));
  const { mutate, isPending } = useMutation({
    mutationFn: (to: { id: string; name: string }) =>
      forward(message.conversation, message.id, to.id, clientId),
    onSuccess: (_sent, { name }) => {
      toast.success(t("thread.forwardedTo", { name }));
      onClose();
    },
    onError: (error) => toast.error(errorText(error)),
  });
  const found = (data ?? []).filter((conversation) => conversation.id !== message.conversation);
  return (
    <Modal
      isOpen
      onClose={onClose}
      title={t("thread.forwardTitle")}
      description={messageGist(t, message).slice(0, 140)}
    >
      <TextField
        type="search"
        label={t("thread.forwardSearch")}
        value={q}
        onChange={(event) => setQ(event.target.value)}
      />
      <ul className="mt-3 flex min-h-64 flex-col">
        {found.map((conversation) => {
          const { contact, channel } = conversation;
          const name = nameOf(contact);
          return (
            <li key={conversation.id} className="flex items-center gap-3 border-b py-2 last:border-0">
              <Avatar id={contact.id} name={name} size="sm" />
              <span className="min-w-0 flex-1">
                <span className="block truncate text-sm font-medium">{name}</span>
                <span className="flex items-center gap-1.5 text-xs text-ink-2">
                  <ChannelIcon kind={channel.kind} className="size-3.5" />
                  <span className="truncate">{channel.name}</span>
                </span>
              </span>
              <Button
                size="sm"
                disabled={isPending || !conversation.window.open_to_people}
                onClick={() => mutate({ id: conversation.id, name })}
                aria-label={t("thread.forwardTo", { name })}
              >
                {t(conversation.window.open_to_people ? "composer.send" : "inbox.windowClosedShort")}
              </Button>
            </li>
          );
        })}
        {data && found.length === 0 && (
          <li className="py-8 text-center text-sm text-ink-2">{t("inbox.nothingFound")}</li>
        )}
      </ul>
    </Modal>
  );
}
