import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Star } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Conversation } from "@/shared/api/types";
import { useLanguage } from "@/shared/i18n";
import { dayOnly } from "@/shared/lib/dates";
import { Button } from "@/shared/ui/Button";
import { PanelGroup } from "@/shared/ui/PanelGroup";
import { sessionsQuery } from "../thread/sessions";

const SHOWN_FIRST = 5;

/** What the customer came with before; each leads to where it stands in the thread. */
export function EarlierSessions({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [isWhole, setWhole] = useState(false);
  const { data = [] } = useQuery(sessionsQuery(conversation));
  const earlier = data.filter(
    (one) => Date.parse(one.started_at) < Date.parse(conversation.session_started_at),
  );
  if (earlier.length === 0) return null;
  return (
    <PanelGroup title={t("contact.sessions")}>
      <ul className="flex flex-col gap-1">
        {earlier.slice(0, isWhole ? undefined : SHOWN_FIRST).map((one) => (
          <li key={one.started_at}>
            <Link
              to="/inbox/$conversationId"
              params={{ conversationId: conversation.id }}
              search={(old: object) => ({ ...old, message: one.message ?? undefined })}
              className="flex flex-col gap-0.5 rounded-xl p-2 text-[13px] hover:bg-sunken"
            >
              <span className="line-clamp-2 wrap-anywhere">{one.text || t("kinds.unsupported")}</span>
              <span className="flex flex-wrap items-center gap-x-2 text-xs text-ink-3">
                <time dateTime={one.started_at}>{dayOnly(one.started_at, language)}</time>
                {one.ended_by && <span>{t("thread.resolvedBy", { name: one.ended_by.name })}</span>}
                {one.rating !== null && (
                  <span
                    role="img"
                    aria-label={t("contact.rated", { score: one.rating })}
                    className="inline-flex items-center gap-0.5"
                  >
                    <Star aria-hidden="true" className="size-3 fill-current text-honey" />
                    {one.rating}
                  </span>
                )}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {!isWhole && earlier.length > SHOWN_FIRST && (
        <Button look="quiet" size="sm" onClick={() => setWhole(true)}>
          {t("common.more")}
        </Button>
      )}
    </PanelGroup>
  );
}
