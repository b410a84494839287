import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { shortWhen } from "@/shared/lib/dates";
import { Badge } from "@/shared/ui/Badge";
import { ChannelIcon } from "@/shared/ui/ChannelIcon";
import { PanelGroup } from "@/shared/ui/PanelGroup";
import { Failed } from "@/shared/ui/States";
import { conversationsWithQuery } from "../api";
import { messageGist } from "./preview";

type PreviousProps = { contactId: string; openId: string | null };

export function PreviousConversations({ contactId, openId }: PreviousProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data, error, refetch } = useQuery(conversationsWithQuery(contactId));
  if (error) return <Failed error={error} onRetry={() => refetch()} className="py-4" />;
  if (!data) return null;
  const others = data.filter((conversation) => conversation.id !== openId);
  if (others.length === 0) return null;
  return (
    <PanelGroup title={t(openId ? "contact.previous" : "contact.conversations")}>
      <ul className="flex flex-col gap-1">
        {others.map((conversation) => (
          <li key={conversation.id}>
            <Link
              to="/inbox/$conversationId"
              params={{ conversationId: conversation.id }}
              search={{ status: "all" }}
              className="flex items-center gap-2.5 rounded-xl p-2 text-[13px] hover:bg-sunken"
            >
              <ChannelIcon kind={conversation.channel.kind} />
              <span className="min-w-0 flex-1 truncate text-ink-2">
                {conversation.last_message
                  ? messageGist(t, conversation.last_message)
                  : conversation.channel.name}
              </span>
              <Badge tone={conversation.status === "resolved" ? "neutral" : "sage"}>
                {t(`status.${conversation.status}`)}
              </Badge>
              {conversation.last_message && (
                <time className="text-xs text-ink-3" dateTime={conversation.last_message.at}>
                  {shortWhen(conversation.last_message.at, language)}
                </time>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </PanelGroup>
  );
}
