import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAbilities } from "@/shared/session";
import { Bones, Failed } from "@/shared/ui/States";
import { channelsQuery } from "../api";
import { KindCard } from "../components/KindCard";
import { KINDS, type Kind } from "../kinds";
import { ConnectDialog } from "../wizards/ConnectDialog";

/** Every kind of channel with the accounts that are connected. */
export function ChannelsPage() {
  const { t } = useTranslation();
  const { canManage } = useAbilities("channels.manage");
  const { data, error, refetch } = useQuery(channelsQuery);
  const [connecting, setConnecting] = useState<Kind | null>(null);
  return (
    <section>
      <header className="mb-5">
        <h2 className="text-lg font-semibold">{t("settings.channels")}</h2>
        <p className="mt-0.5 max-w-prose text-sm text-ink-2">
          {t(canManage ? "channels.text" : "channels.textReadOnly")}
        </p>
      </header>
      {error && !data && <Failed error={error} onRetry={() => refetch()} />}
      {!data && !error && <Bones rows={3} className="h-40 rounded-3xl" />}
      {data && (
        <ul className="grid gap-4 lg:grid-cols-2">
          {KINDS.map((kind) => (
            <KindCard
              key={kind}
              kind={kind}
              accounts={data.filter((account) => account.kind === kind)}
              onConnect={() => setConnecting(kind)}
            />
          ))}
        </ul>
      )}
      {connecting && <ConnectDialog kind={connecting} onClose={() => setConnecting(null)} />}
    </section>
  );
}
