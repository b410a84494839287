import { Lock } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { useContactName } from "@/shared/i18n/contactName";
import { shortWhen } from "@/shared/lib/dates";
import { Avatar } from "@/shared/ui/Avatar";
import { Badge } from "@/shared/ui/Badge";
import { ChannelIcon } from "@/shared/ui/ChannelIcon";
import type { Hit } from "./api";
import { cut } from "./ranges";

export function Marked({ text, ranges }: { text: string; ranges: readonly (readonly number[])[] }) {
  return cut(text, ranges).map((part) =>
    part.isHit ? (
      <mark key={part.at} className="rounded-sm bg-honey-soft font-semibold text-honey">
        {part.text}
      </mark>
    ) : (
      part.text
    ),
  );
}

export function SearchHit({ hit }: { hit: Hit }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { contact } = hit;
  const called = useContactName()(contact);
  const name = contact.name ? <Marked text={contact.name} ranges={contact.highlights} /> : called;
  if (hit.type === "contact") {
    return (
      <>
        <Avatar id={contact.id} name={called} size="sm" />
        <span className="min-w-0 flex-1 truncate">{name}</span>
        <span className="shrink-0 text-xs text-ink-3">{contact.phone || contact.email}</span>
      </>
    );
  }
  if (hit.type === "conversation") {
    const { thread } = hit;
    return (
      <>
        <Avatar id={contact.id} name={called} size="sm" />
        <span className="min-w-0 flex-1">
          <span className="block truncate">{name}</span>
          <span className="block truncate text-xs text-ink-2">{thread.last_message?.text}</span>
        </span>
        <ChannelIcon kind={thread.channel.kind} className="size-4" />
        <Badge tone={thread.status === "resolved" ? "neutral" : "sage"}>{t(`status.${thread.status}`)}</Badge>
      </>
    );
  }
  const { message, channel } = hit;
  return (
    <>
      <Avatar id={contact.id} name={called} size="sm" className="self-start" />
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-1.5 text-xs text-ink-2">
          <span className="truncate font-medium text-ink">{name}</span>
          <ChannelIcon kind={channel.kind} className="size-3.5" />
          {message.private && <Lock aria-label={t("search.note")} className="size-3 text-honey" />}
          {message.direction === "out" && <span className="truncate">{message.sender.name}</span>}
          <time dateTime={message.at} className="ml-auto shrink-0">
            {shortWhen(message.at, language)}
          </time>
        </span>
        <span className="line-clamp-2 text-[13px] break-words text-ink">
          <Marked text={message.snippet} ranges={message.highlights} />
        </span>
      </span>
    </>
  );
}
