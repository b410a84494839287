import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { ArrowLeft, PlugZap } from "lucide-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { ChannelAccount } from "@/shared/api/types";
import { useAbilities } from "@/shared/session";
import { Badge } from "@/shared/ui/Badge";
import { ChannelIcon, channelName } from "@/shared/ui/ChannelIcon";
import { Bones, Empty, Failed } from "@/shared/ui/States";
import { AddressCard } from "../account/AddressCard";
import { Disconnect } from "../account/Disconnect";
import { EventLog } from "../account/EventLog";
import { HealthCard } from "../account/HealthCard";
import { OptionsCard } from "../account/OptionsCard";
import { Reconnect } from "../account/Reconnect";
import { channelsQuery } from "../api";
import { conditionOf, TONES } from "../condition";
import { handleOf } from "../handle";
import { isKind } from "../kinds";

const WebsiteCards = lazy(async () => ({
  default: (await import("../account/WebsiteCards")).WebsiteCards,
}));
const MailWebhook = lazy(async () => ({ default: (await import("../account/MailWebhook")).MailWebhook }));

function Account({ account }: { account: ChannelAccount }) {
  const { t } = useTranslation();
  const { canManage } = useAbilities("channels.manage");
  const condition = conditionOf(account);
  const { kind } = account;
  const kindName = isKind(kind) ? t(`channels.kind.${kind}.name`) : channelName(kind);
  return (
    <div className="flex flex-col gap-4">
      <header className="flex items-center gap-3.5">
        <span aria-hidden="true" className="grid size-12 shrink-0 place-items-center rounded-2xl bg-sunken">
          <ChannelIcon kind={account.kind} className="size-7 dark:brightness-125" />
        </span>
        <div className="min-w-0 flex-1">
          <h2 className="truncate text-lg font-semibold">{account.name}</h2>
          <p className="truncate text-[13px] text-ink-2">
            {kindName} · {handleOf(account)}
          </p>
        </div>
        <Badge tone={TONES[condition.is]}>{t(`channels.badge.${condition.is}`)}</Badge>
      </header>
      <Reconnect account={account} condition={condition} />
      <Suspense fallback={<Bones rows={2} className="h-40 rounded-3xl" />}>
        {account.kind === "webchat" && <WebsiteCards account={account} />}
        {account.kind === "email" && canManage && <MailWebhook account={account} />}
      </Suspense>
      <HealthCard account={account} />
      {account.address && <AddressCard account={account} />}
      {canManage && <OptionsCard account={account} />}
      {canManage && <EventLog account={account} />}
      {canManage && <Disconnect account={account} />}
    </div>
  );
}

/** One connected account: how it is, how customers reach it, what it does, what came in. */
export function AccountPage() {
  const { t } = useTranslation();
  const { accountId } = useParams({ from: "/shell/settings/channels/$accountId" });
  const { data, error, refetch } = useQuery(channelsQuery);
  const account = data?.find((one) => one.id === accountId);
  return (
    <section>
      <Link
        to="/settings/$section"
        params={{ section: "channels" }}
        className="-ml-2 mb-3 inline-flex min-h-9 items-center gap-1.5 rounded-lg px-2 text-sm text-ink-2 hover:text-ink"
      >
        <ArrowLeft aria-hidden="true" className="size-4" />
        {t("channels.all")}
      </Link>
      {error && !data && <Failed error={error} onRetry={() => refetch()} />}
      {!data && !error && <Bones rows={3} className="h-32 rounded-3xl" />}
      {data && !account && (
        <Empty picture={<PlugZap />} title={t("channels.gone")} text={t("channels.goneText")} />
      )}
      {account && <Account key={account.id} account={account} />}
    </section>
  );
}
