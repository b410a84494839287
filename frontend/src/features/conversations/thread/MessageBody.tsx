import { CircleHelp, MapPin, UserRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Message } from "@/shared/api/types";
import { messageGist } from "../components/preview";
import { Attachments } from "./Attachments";

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
]);
const LINK = /(https?:\/\/[^\s<]+[^\s<.,;:!?)\]}'"»])/g;

/** Text with its addresses made clickable; everything else stays plain text, so nothing can be injected. */
export function LinkedText({ text }: { text: string }) {
  return (
    <p className="break-words whitespace-pre-wrap">
      {text.split(LINK).map((part, index) =>
        index % 2 === 1 ? (
          <a
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
            key={index}
            href={part}
            target="_blank"
            rel="noreferrer noopener"
            className="underline underline-offset-2"
          >
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </p>
  );
}

function Place({ payload }: { payload: Record<string, unknown> }) {
  const { t } = useTranslation();
  const location = (payload.location ?? payload) as {
    latitude?: number;
    longitude?: number;
    name?: string;
    address?: string;
  };
  const point = `${location.latitude},${location.longitude}`;
  return (
    <a
      href={`https://www.openstreetmap.org/?mlat=${location.latitude}&mlon=${location.longitude}#map=17/${point.replace(",", "/")}`}
      target="_blank"
      rel="noreferrer"
      className="flex w-72 max-w-full items-center gap-3 rounded-xl bg-ink/5 p-2.5 hover:bg-ink/10"
    >
      <span className="grid size-10 shrink-0 place-items-center rounded-lg bg-surface text-coral">
        <MapPin className="size-5" />
      </span>
      <span className="min-w-0">
        <span className="block truncate text-sm font-medium">{location.name || t("kinds.location")}</span>
        <span className="block truncate text-xs text-ink-2">{location.address || point}</span>
      </span>
    </a>
  );
}

function SharedContacts({ payload }: { payload: Record<string, unknown> }) {
  const people = (Array.isArray(payload.contacts) ? payload.contacts : []) as {
    name?: { formatted_name?: string } | string;
    phones?: { phone?: string }[];
  }[];
  return people.map((person, index) => {
    const name = typeof person.name === "string" ? person.name : person.name?.formatted_name;
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: a received card never changes
      <p key={index} className="flex items-center gap-2 rounded-xl bg-ink/5 px-3 py-2 text-sm">
        <UserRound aria-hidden="true" className="size-4 text-ink-2" />
        <span className="font-medium">{name}</span>
        <span className="text-ink-2">{person.phones?.[0]?.phone}</span>
      </p>
    );
  });
}

/** A type we cannot show yet is named, never hidden: the person must know that something came. */
function Placeholder({ message }: { message: Message }) {
  const { t } = useTranslation();
  return (
    <p className="flex items-start gap-2 text-sm text-ink-2 italic">
      <CircleHelp aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      {messageGist(t, { text: "", kind: message.kind })}
    </p>
  );
}

export function MessageBody({ message }: { message: Message }) {
  const { t } = useTranslation();
  const { kind, text, payload, attachments } = message;
  if (message.deleted) return <p className="text-sm text-ink-2 italic">{t("message.deleted")}</p>;
  const isKnown = SHOWN_BY_TEXT.has(kind) || kind === "location" || kind === "contacts";
  const isEmpty = !text && attachments.length === 0;
  return (
    <div className="flex flex-col gap-1.5">
      <Attachments items={attachments} />
      {kind === "location" && <Place payload={payload} />}
      {kind === "contacts" && <SharedContacts payload={payload} />}
      {/* The server words a place for lists and search; here the card already says it. */}
      {text && kind !== "location" && <LinkedText text={text} />}
      {(!isKnown || (isEmpty && SHOWN_BY_TEXT.has(kind))) && <Placeholder message={message} />}
    </div>
  );
}
