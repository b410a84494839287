import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Conversation } from "@/shared/api/types";
import { useErrorText } from "@/shared/i18n/errorText";
import { useMe } from "@/shared/session";
import { toast } from "@/shared/ui/toast";
import { type ConversationChange, changeConversation, conversationQuery, HAND_BACK, TAKE_OVER } from "./api";
import { showConversation } from "./liveBinding";

/** What a person may do with a conversation: shown at once, taken back with a word when the server refuses. */
export function useConversationActions(id: string) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const { member } = useMe();
  const memberId = member?.id ?? null;

  function guess(change: ConversationChange): Conversation | undefined {
    const held = client.getQueryData(conversationQuery(id).queryKey);
    if (!held) return undefined;
    const { assignee, ...rest } = change;
    const optimistic = { ...held, ...rest };
    if (assignee === null) optimistic.assignee = null;
    if (assignee === "me" && member) optimistic.assignee = { id: member.id, name: member.name };
    showConversation(client, optimistic, memberId);
    return held;
  }

  const { mutate, isPending } = useMutation({
    mutationFn: (change: ConversationChange) => changeConversation(id, change),
    onMutate: guess,
    onSuccess: (conversation) => showConversation(client, conversation, memberId),
    onError: (error, _change, held) => {
      if (held) showConversation(client, held, memberId);
      toast.error(errorText(error));
    },
  });

  return {
    isPending,
    change: mutate,
    takeOver: () => mutate(TAKE_OVER),
    handBack: () => mutate(HAND_BACK),
    assignToMe: () => mutate({ assignee: "me" }),
    reopen: () => mutate({ status: "open" }),
    resolve: () => {
      mutate({ status: "resolved" });
      toast.plain(t("inbox.resolved"), {
        label: t("common.undo"),
        onClick: () => mutate({ status: "open" }),
      });
    },
  };
}
