import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useCopy } from "@/shared/ui/useCopy";
import { withoutMessage } from "../list/ConversationRow";
import type { Target } from "./picker";
import { useBulk } from "./useRun";

/** What both menus of a conversation and the keyboard do in the same way; `openId` is the thread on the screen. */
export function useErrands(openId: string | null) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const copy = useCopy();
  const bulk = useBulk();
  const markUnread = (target: Target) => {
    bulk(target, { action: "unread" });
    // A thread that stays open is read at once.
    if (openId && (!("ids" in target) || target.ids.includes(openId)))
      void navigate({ to: "/inbox", search: withoutMessage });
  };
  const copyLink = (id: string) => copy(`${window.location.origin}/inbox/${id}`, t("actions.copied"));
  return { markUnread, copyLink };
}
