import { useTranslation } from "react-i18next";
import type { Message } from "@/shared/api/types";
import type { Act } from "./actions";
import { About, Choices, Mail, Order, People, Place, Placeholder, Poll, TemplateName } from "./Cards";
import { Files } from "./Files";
import { RichText } from "./RichText";
import { Translated } from "./Translated";

const SHOWN_BY_TEXT = new Set([
  "text",
  "interactive_reply",
  "button_reply",
  "system",
  "image",
  "audio",
  "video",
  "document",
  "sticker",
  "comment",
  "email",
  "buttons",
  "list",
  "template",
]);
const SHOWN_BY_CARD = new Set(["location", "contacts", "order", "poll"]);
// The server words these for lists and search; here the card already says it.
const WORDED_BY_CARD = new Set(["location", "contacts", "poll"]);
const NO_NAMES: readonly string[] = [];

type BodyProps = {
  message: Message;
  album: readonly Message[];
  names: readonly string[];
  act: Act;
  canReply: boolean;
};

export function MessageBody({ message, album, names, act, canReply }: BodyProps) {
  const { t } = useTranslation();
  const { kind, text, payload } = message;
  if (message.deleted) return <p className="text-ink-2 italic">{t("message.deleted")}</p>;
  const attachments = album.length ? album.flatMap((one) => one.attachments) : message.attachments;
  const isKnown = SHOWN_BY_TEXT.has(kind) || SHOWN_BY_CARD.has(kind);
  const isEmpty = !text && attachments.length === 0 && !payload.email && !payload.referral && !payload.story;
  const isCalling = Array.isArray(payload.mentions) && payload.mentions.length > 0;
  return (
    <div className="flex flex-col gap-1.5">
      <About message={message} />
      <TemplateName payload={payload} />
      <Mail message={message} onOpen={() => act("mail", message)} />
      <Files
        items={attachments}
        message={message}
        onOpen={(id) => act("media", message, id)}
        onFetch={canReply ? () => act("fetch", message) : undefined}
      />
      {kind === "location" && <Place payload={payload} />}
      {kind === "contacts" && <People payload={payload} />}
      {kind === "order" && <Order payload={payload} />}
      {kind === "poll" && <Poll payload={payload} />}
      {text && !WORDED_BY_CARD.has(kind) && (
        <RichText text={text} isInbound={message.direction === "in"} names={isCalling ? names : NO_NAMES} />
      )}
      <Translated message={message} />
      <Choices payload={payload} />
      {(!isKnown || (isEmpty && SHOWN_BY_TEXT.has(kind))) && <Placeholder message={message} />}
    </div>
  );
}
