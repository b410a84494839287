import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useContactName } from "@/shared/i18n/contactName";
import { conversationQuery } from "../api";
import type { Target } from "./picker";
import { onlyId } from "./useRun";

export type PickerBodyProps = { target: Target; text?: string };

/** The one conversation that is meant, and what the picker says it is about. */
export function useTarget(target: Target) {
  const { t } = useTranslation();
  const nameOf = useContactName();
  const id = onlyId(target);
  const { data: conversation } = useQuery({ ...conversationQuery(id ?? ""), enabled: id !== null });
  const count = "ids" in target ? target.ids.length : target.count;
  return {
    id,
    conversation,
    about: conversation ? nameOf(conversation.contact) : t("bulk.selected", { count }),
  };
}
