import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { MonitorSmartphone, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { useErrorText } from "@/shared/i18n/errorText";
import { dayOnly, fullWhen } from "@/shared/lib/dates";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { IconButton } from "@/shared/ui/IconButton";
import { Bones, Failed } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { type Device, devicesQuery, keys, removeDevice } from "../api";
import { thisDevice, turnPushOff } from "../push";
import { usePush } from "../usePush";

function ThisBrowser() {
  const { t } = useTranslation();
  const { state, isReady, isBusy, turnOn, turnOff } = usePush();
  if (!state) return <Bones rows={1} className="h-14" />;
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 rounded-2xl bg-sunken/70 p-4">
      <div className="min-w-0 flex-1 basis-60">
        <p className="text-sm font-medium">{t("devices.thisBrowser")}</p>
        <p className="text-[13px] text-ink-2">{t(`devices.states.${state}`)}</p>
      </div>
      {state === "off" && (
        <Button look="primary" size="sm" isBusy={isBusy} disabled={!isReady} onClick={turnOn}>
          {t("devices.turnOn")}
        </Button>
      )}
      {state === "on" && (
        <Button size="sm" isBusy={isBusy} onClick={turnOff}>
          {t("devices.turnOff")}
        </Button>
      )}
    </div>
  );
}

function DeviceRow({ device, onRemove }: { device: Device; onRemove: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const name = device.device || t("devices.unnamed");
  return (
    <li className="flex items-center gap-3 py-2.5">
      <MonitorSmartphone aria-hidden="true" className="size-5 shrink-0 text-ink-3" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {name}
          {device.id === thisDevice() && <Badge tone="sage">{t("devices.this")}</Badge>}
        </p>
        <p className="text-[13px] text-ink-2">
          {device.used_at
            ? t("devices.used", { when: fullWhen(device.used_at, language) })
            : t("devices.since", { when: dayOnly(device.created_at, language) })}
        </p>
      </div>
      <IconButton label={t("settingsRow.delete", { name })} onClick={onRemove}>
        <Trash2 className="size-4" />
      </IconButton>
    </li>
  );
}

export function Devices() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const { data, error, refetch } = useQuery(devicesQuery);
  const { mutate: remove } = useMutation({
    mutationFn: (id: string) => (id === thisDevice() ? turnPushOff() : removeDevice(id)),
    onSettled: () => client.invalidateQueries({ queryKey: keys.all }),
    onError: (refusal) => toast.error(errorText(refusal)),
  });
  return (
    <Card title={t("devices.title")} text={t("devices.text")}>
      <ThisBrowser />
      {error && !data && <Failed error={error} onRetry={() => refetch()} />}
      <ul className="mt-2 divide-y">
        {data?.map((device) => (
          <DeviceRow key={device.id} device={device} onRemove={() => remove(device.id)} />
        ))}
      </ul>
    </Card>
  );
}
