import { useQuery } from "@tanstack/react-query";
import { ChevronDown, RefreshCw } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ChannelAccount } from "@/shared/api/types";
import { useLanguage } from "@/shared/i18n";
import { fileSize } from "@/shared/lib/bytes";
import { fullWhen } from "@/shared/lib/dates";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { Bones, Failed } from "@/shared/ui/States";
import { eventsQuery, type WebhookEntry } from "../api";
import { Copyable } from "../components/Copyable";
import { pretty } from "../pretty";

const TONES = { pending: "honey", done: "sage", failed: "danger", unrouted: "neutral" } as const;

// Nobody is told this address: the website has a line to paste, a mailbox is read or has an address with its password.
const BY_ANOTHER_WAY = new Set(["webchat", "email"]);

function Entry({ event }: { event: WebhookEntry }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const when = fullWhen(event.received_at, language);
  return (
    <li>
      <details className="group">
        <summary className="-mx-2 flex min-h-11 list-none flex-wrap items-center gap-x-3 gap-y-1 rounded-xl px-2 py-1.5 text-[13px] hover:bg-sunken [&::-webkit-details-marker]:hidden">
          <ChevronDown
            aria-hidden="true"
            className="size-4 shrink-0 -rotate-90 text-ink-3 transition-transform group-open:rotate-0"
          />
          <span className="tabular-nums">{when}</span>
          <Badge tone={TONES[event.state]}>{t(`channels.events.state.${event.state}`)}</Badge>
          {event.attempts > 1 && <span>{t("channels.events.attempts", { count: event.attempts })}</span>}
          <span className="ml-auto text-ink-2 tabular-nums">{fileSize(event.size, language)}</span>
          {event.reason && <span className="basis-full pl-7 text-danger">{event.reason}</span>}
        </summary>
        <section
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          aria-label={t("channels.events.body", { when })}
          className="mt-1 mb-2 max-h-80 overflow-auto rounded-xl bg-sunken/70 p-3"
        >
          <pre className="font-mono text-xs leading-relaxed whitespace-pre-wrap break-words">
            {pretty(event.body)}
          </pre>
        </section>
      </details>
    </li>
  );
}

function Entries({ account }: { account: ChannelAccount }) {
  const { t } = useTranslation();
  const { data, error, refetch, isFetching } = useQuery(eventsQuery(account.id));
  if (error && !data) return <Failed error={error} onRetry={() => refetch()} className="py-6" />;
  if (!data) return <Bones rows={3} className="h-9" />;
  return (
    <div className="flex flex-col gap-2">
      <Button
        size="sm"
        look="quiet"
        isBusy={isFetching}
        onClick={() => refetch()}
        className="-ml-3 self-start"
      >
        {!isFetching && <RefreshCw aria-hidden="true" className="size-4" />}
        {t("channels.events.again")}
      </Button>
      {data.length === 0 && <p className="text-sm text-ink-2">{t("channels.events.none")}</p>}
      <ul className="divide-y">
        {data.map((event) => (
          <Entry key={event.id} event={event} />
        ))}
      </ul>
    </div>
  );
}

/** For whoever has to find out why something did not arrive. */
export function EventLog({ account }: { account: ChannelAccount }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <Card
      title={t("channels.events.title")}
      text={t("channels.events.text")}
      action={
        <Button size="sm" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t(isOpen ? "channels.events.hide" : "channels.events.show")}
        </Button>
      }
    >
      {isOpen && (
        <div className="flex flex-col gap-5">
          {!BY_ANOTHER_WAY.has(account.kind) && (
            <Copyable label={t("channels.webhook")} value={account.webhook_url} isCode />
          )}
          <Entries account={account} />
        </div>
      )}
    </Card>
  );
}
