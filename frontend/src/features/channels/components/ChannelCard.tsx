import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CircleCheck, CircleX, Copy, HeartPulse, Send, Unplug } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ChannelAccount, ChannelHealth } from "@/shared/api/types";
import { useLanguage } from "@/shared/i18n";
import { useErrorText } from "@/shared/i18n/errorText";
import { fullWhen } from "@/shared/lib/dates";
import { useAbilities } from "@/shared/session";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { ChannelIcon, channelName } from "@/shared/ui/ChannelIcon";
import { Confirm } from "@/shared/ui/Confirm";
import { IconButton } from "@/shared/ui/IconButton";
import { toast } from "@/shared/ui/toast";
import { channelsQuery, checkHealth, disconnectChannel, testChannel } from "../api";

const TONES = { connected: "sage", error: "danger", disconnected: "neutral" } as const;

function Checks({ checks }: { checks: ChannelHealth["checks"] }) {
  return (
    <ul
      aria-live="polite"
      className="mt-3 flex flex-col gap-1.5 rounded-xl bg-sunken/70 px-3 py-2.5 text-[13px]"
    >
      {checks.map((check) => (
        <li key={check.name} className="flex items-start gap-2">
          {check.ok ? (
            <CircleCheck aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-sage" />
          ) : (
            <CircleX aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-danger" />
          )}
          {check.text}
        </li>
      ))}
    </ul>
  );
}

export function ChannelCard({ account }: { account: ChannelAccount }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const client = useQueryClient();
  const errorText = useErrorText();
  const { canManage } = useAbilities();
  const [isLeaving, setLeaving] = useState(false);
  const refresh = () => client.invalidateQueries({ queryKey: channelsQuery.queryKey });
  const onError = (error: unknown) => toast.error(errorText(error));
  const [checks, setChecks] = useState<ChannelHealth["checks"] | null>(null);
  const shared = {
    onSuccess: (result: ChannelHealth) => setChecks(result.checks),
    onError,
    onSettled: refresh,
  };
  const health = useMutation({ mutationFn: () => checkHealth(account.id), ...shared });
  const test = useMutation({ mutationFn: () => testChannel(account.id), ...shared });
  const leave = useMutation({
    mutationFn: () => disconnectChannel(account.id),
    onSuccess: async () => {
      await refresh();
      setLeaving(false);
    },
    onError,
  });
  const copy = async () => {
    await navigator.clipboard.writeText(account.webhook_url);
    toast.success(t("common.copied"));
  };
  return (
    <li className="rounded-2xl border p-4">
      <div className="flex flex-wrap items-center gap-3">
        <span className="grid size-11 place-items-center rounded-2xl bg-sunken">
          <ChannelIcon kind={account.kind} className="size-6" />
        </span>
        <div className="min-w-0 flex-1">
          <p className="truncate font-medium">{account.name}</p>
          <p className="truncate text-[13px] text-ink-2">
            {channelName(account.kind)} · {account.external_id}
          </p>
        </div>
        <Badge tone={TONES[account.state]}>{t(`channels.state.${account.state}`)}</Badge>
      </div>
      {account.last_error && (
        <p className="mt-3 rounded-xl bg-danger-soft px-3 py-2 text-[13px] text-danger">
          {account.last_error}
        </p>
      )}
      <dl className="mt-3 grid gap-1 text-[13px] text-ink-2">
        <div className="flex gap-2">
          <dt>{t("channels.lastEvent")}</dt>
          <dd className="text-ink">
            {account.last_event_at ? fullWhen(account.last_event_at, language) : t("channels.never")}
          </dd>
        </div>
        <div className="flex items-center gap-2">
          <dt className="shrink-0">{t("channels.webhook")}</dt>
          <dd className="flex min-w-0 items-center gap-1 text-ink">
            <span className="truncate select-all">{account.webhook_url}</span>
            <IconButton label={t("common.copy")} className="size-7" onClick={copy}>
              <Copy className="size-3.5" />
            </IconButton>
          </dd>
        </div>
      </dl>
      {checks && <Checks checks={checks} />}
      {canManage && (
        <div className="mt-3 flex flex-wrap gap-2">
          <Button size="sm" onClick={() => health.mutate()} isBusy={health.isPending}>
            <HeartPulse aria-hidden="true" className="size-4" />
            {t("channels.check")}
          </Button>
          <Button size="sm" onClick={() => test.mutate()} isBusy={test.isPending}>
            <Send aria-hidden="true" className="size-4" />
            {t("channels.test")}
          </Button>
          <Button size="sm" look="quiet" onClick={() => setLeaving(true)}>
            <Unplug aria-hidden="true" className="size-4" />
            {t("channels.disconnect")}
          </Button>
        </div>
      )}
      <Confirm
        isOpen={isLeaving}
        title={t("channels.disconnectTitle", { name: account.name })}
        text={t("channels.disconnectText")}
        action={t("channels.disconnect")}
        isBusy={leave.isPending}
        onConfirm={() => leave.mutate()}
        onClose={() => setLeaving(false)}
      />
    </li>
  );
}
