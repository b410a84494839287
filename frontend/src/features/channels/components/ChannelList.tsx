import { useQuery } from "@tanstack/react-query";
import { Plug, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAbilities } from "@/shared/session";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { Bones, Empty, Failed } from "@/shared/ui/States";
import { channelsQuery } from "../api";
import { ChannelCard } from "./ChannelCard";
import { WhatsAppForm } from "./WhatsAppForm";

export function ChannelList() {
  const { t } = useTranslation();
  const { canManage } = useAbilities();
  const { data, error, refetch } = useQuery(channelsQuery);
  const [isConnecting, setConnecting] = useState(false);
  const connect = (
    <Button look="primary" size="sm" onClick={() => setConnecting(true)}>
      <Plus aria-hidden="true" className="size-4" />
      {t("channels.connectWhatsApp")}
    </Button>
  );
  return (
    <Card
      title={t("settings.channels")}
      text={t("channels.text")}
      action={canManage && data && data.length > 0 && connect}
    >
      {error && !data && <Failed error={error} onRetry={() => refetch()} />}
      {!data && !error && <Bones rows={2} className="h-28 rounded-2xl" />}
      {data?.length === 0 && (
        <Empty
          picture={<Plug />}
          title={t("channels.empty")}
          text={t("channels.emptyText")}
          action={canManage && connect}
        />
      )}
      <ul className="flex flex-col gap-3">
        {data?.map((account) => (
          <ChannelCard key={account.id} account={account} />
        ))}
      </ul>
      {isConnecting && <WhatsAppForm onClose={() => setConnecting(false)} />}
    </Card>
  );
}
