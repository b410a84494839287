import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ChannelAccount } from "@/shared/api/types";
import { Card } from "@/shared/ui/Card";
import { webhookQuery } from "../api";
import { Copyable } from "../components/Copyable";
import { partsOf } from "../webhookParts";

/** For a mailbox whose provider posts its mails: where to. Mailboxes that are read have no such address. */
export function MailWebhook({ account }: { account: ChannelAccount }) {
  const { t } = useTranslation();
  const { data } = useQuery(webhookQuery(account.id));
  if (!data) return null;
  const parts = partsOf(data.url);
  return (
    <Card title={t("channels.mailWebhook.title")} text={t("channels.mailWebhook.text")}>
      <div className="flex flex-col gap-4">
        <Copyable
          label={t("channels.mailWebhook.whole")}
          value={data.url}
          isCode
          hint={t("channels.mailWebhook.wholeHint")}
        />
        <Copyable label={t("channels.mailWebhook.address")} value={parts.address} isCode />
        <div className="grid gap-4 sm:grid-cols-2">
          <Copyable label={t("channels.mailWebhook.user")} value={parts.user} isCode />
          <Copyable label={t("channels.mailWebhook.password")} value={parts.password} isCode />
        </div>
      </div>
    </Card>
  );
}
