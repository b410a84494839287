import { useQuery } from "@tanstack/react-query";
import { Code, Monitor, Smartphone } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { fullWhen } from "@/shared/lib/dates";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { Bones, Failed } from "@/shared/ui/States";
import { useDeed } from "@/shared/ui/useDeed";
import { type DeviceSession, endOtherSessions, endSession, keys, sessionsQuery } from "./api";

function DeviceIcon({ session }: { session: DeviceSession }) {
  const isPhone = /iPhone|iPad|Android/.test(session.device);
  const Icon = session.kind === "api" ? Code : isPhone ? Smartphone : Monitor;
  return <Icon aria-hidden="true" className="size-5 shrink-0 text-ink-2" />;
}

/** Where one is signed in; each can be ended, and ends at once. */
export function SessionsCard() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data, error, refetch } = useQuery(sessionsQuery);
  const end = useDeed({ deed: endSession, keys: [keys.sessions] });
  const endAll = useDeed({ deed: endOtherSessions, keys: [keys.sessions] });
  return (
    <Card
      title={t("security.devices")}
      text={t("security.devicesText")}
      action={
        (data?.length ?? 0) > 1 && (
          <Button size="sm" look="danger" onClick={() => endAll.mutate()} isBusy={endAll.isPending}>
            {t("security.endOthers")}
          </Button>
        )
      }
    >
      {error && !data && <Failed error={error} onRetry={() => refetch()} />}
      {!data && !error && <Bones rows={2} className="h-12" />}
      <ul className="divide-y">
        {data?.map((session) => (
          <li key={session.id} className="flex items-center gap-3 py-2.5">
            <DeviceIcon session={session} />
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-center gap-2 font-medium">
                {session.device || t("security.unknownDevice")}
                {session.is_current && <Badge tone="sage">{t("security.thisDevice")}</Badge>}
                {session.kind === "api" && <Badge>{t("security.apiClient")}</Badge>}
              </p>
              <p className="text-[13px] text-ink-2">
                {session.ip} · {fullWhen(session.last_seen_at, language)}
              </p>
            </div>
            {!session.is_current && (
              <Button
                size="sm"
                aria-label={t("security.endOne", { device: session.device || t("security.unknownDevice") })}
                onClick={() => end.mutate(session.id)}
                isBusy={end.isPending && end.variables === session.id}
              >
                {t("auth.signOut")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
