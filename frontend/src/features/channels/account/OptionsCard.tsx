import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ChannelAccount } from "@/shared/api/types";
import { useErrorText } from "@/shared/i18n/errorText";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { toast } from "@/shared/ui/toast";
import { setReadReceipts, signalsQuery, syncChannel } from "../api";
import { Switch } from "../components/Switch";

function ReadReceipts({ account }: { account: ChannelAccount }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const query = signalsQuery(account.id);
  const { data } = useQuery(query);
  const { mutate, isPending, variables } = useMutation({
    mutationFn: (isOn: boolean) => setReadReceipts(account.id, isOn),
    onSuccess: (saved) => client.setQueryData(query.queryKey, saved),
    onError: (error) => toast.error(errorText(error)),
  });
  return (
    <Switch
      label={t("channels.receipts")}
      text={t("channels.receiptsText")}
      isOn={isPending ? variables : (data?.read_receipts ?? false)}
      isDisabled={!data}
      onChange={mutate}
    />
  );
}

function EarlierMessages({ account }: { account: ChannelAccount }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { mutate, isPending, isSuccess } = useMutation({
    mutationFn: () => syncChannel(account.id),
    onSuccess: () => toast.success(t("channels.syncing")),
    onError: (error) => toast.error(errorText(error)),
  });
  return (
    <div className="flex flex-wrap items-start justify-between gap-3">
      <div className="min-w-52 flex-1">
        <p className="text-sm font-medium">{t("channels.sync")}</p>
        <p className="mt-0.5 max-w-prose text-[13px] text-ink-2">{t("channels.syncText")}</p>
      </div>
      <Button size="sm" isBusy={isPending} disabled={isSuccess} onClick={() => mutate()}>
        {!isPending && <History aria-hidden="true" className="size-4" />}
        {t(isSuccess ? "channels.syncStarted" : "channels.syncStart")}
      </Button>
    </div>
  );
}

/** What the owner may choose about an account. */
export function OptionsCard({ account }: { account: ChannelAccount }) {
  const { t } = useTranslation();
  const hasReceipts = account.capabilities.can_mark_read;
  if (!hasReceipts && !account.can_sync) return null;
  return (
    <Card title={t("channels.options")}>
      <div className="flex flex-col gap-5">
        {hasReceipts && <ReadReceipts account={account} />}
        {account.can_sync && <EarlierMessages account={account} />}
      </div>
    </Card>
  );
}
