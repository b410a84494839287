import type { TFunction } from "i18next";
import type { Conversation } from "@/shared/api/types";

const NAMED_KINDS = [
  "image",
  "audio",
  "video",
  "document",
  "sticker",
  "location",
  "contacts",
  "order",
  "reaction",
] as const;
type NamedKind = (typeof NAMED_KINDS)[number];

function isNamed(kind: string): kind is NamedKind {
  return (NAMED_KINDS as readonly string[]).includes(kind);
}

/** The text of a message, or what it is when it has no words of its own. */
export function messageGist(t: TFunction, message: { text: string; kind: string }): string {
  if (message.text) return message.text;
  return isNamed(message.kind) ? t(`kinds.${message.kind}`) : t("kinds.unsupported");
}

export function lastMessageLine(t: TFunction, conversation: Conversation): string {
  const last = conversation.last_message;
  if (!last) return t("inbox.noMessages");
  const gist = messageGist(t, last);
  if (last.sender_kind === "agent") return t("inbox.agentSaid", { text: gist });
  return last.direction === "out" && last.sender_kind === "member" ? t("inbox.weSaid", { text: gist }) : gist;
}
