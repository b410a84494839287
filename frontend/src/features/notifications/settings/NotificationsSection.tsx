import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Volume2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "@/shared/i18n/errorText";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { SelectField, TextField } from "@/shared/ui/Field";
import { SettingsForm } from "@/shared/ui/SettingsForm";
import { Bones, Failed } from "@/shared/ui/States";
import { Toggle } from "@/shared/ui/Toggle";
import { toast } from "@/shared/ui/toast";
import { useForm } from "@/shared/ui/useForm";
import { useSave } from "@/shared/ui/useSave";
import { type AlertKind, keys, type Preferences, preferencesQuery, savePreferences } from "../api";
import { Devices } from "./Devices";

const KINDS: readonly AlertKind[] = [
  "new_conversation",
  "assigned",
  "message",
  "mention",
  "participating",
  "handed_off",
  "snooze_ended",
  "sla_soon",
  "sla_breached",
  "send_failed",
  "channel_trouble",
  "channel_review",
  "plan",
  "agent_budget",
];
const WAYS = ["in_app", "push", "email", "sound"] as const;
type Way = (typeof WAYS)[number];
type Ways = Preferences["kinds"][string];

const NO_WAYS: Ways = { in_app: false, push: false, email: false, sound: false };

function withWay(held: Preferences, kind: AlertKind, way: Way, isOn: boolean): Preferences {
  const ways: Ways = { ...(held.kinds[kind] ?? NO_WAYS), [way]: isOn };
  return { ...held, kinds: { ...held.kinds, [kind]: ways } };
}

/** One kind a row, one way a column; a tick is saved at once. */
function WaysGrid({ preferences }: { preferences: Preferences }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const { mutate } = useMutation({
    mutationFn: ({ kind, way, isOn }: { kind: AlertKind; way: Way; isOn: boolean }) =>
      savePreferences({ kinds: { [kind]: { [way]: isOn } } }),
    onMutate: ({ kind, way, isOn }) =>
      client.setQueryData(preferencesQuery.queryKey, (old) => (old ? withWay(old, kind, way, isOn) : old)),
    onError: (error) => {
      toast.error(errorText(error));
      void client.invalidateQueries({ queryKey: keys.preferences });
    },
  });
  const sound = async () => (await import("../sound")).chime();
  return (
    <Card
      title={t("settings.notifications")}
      text={t("alertSettings.text")}
      action={
        <Button size="sm" onClick={sound}>
          <Volume2 aria-hidden="true" className="size-4" />
          {t("alertSettings.trySound")}
        </Button>
      }
    >
      <table className="w-full text-sm">
        <thead>
          <tr className="border-b text-[13px] text-ink-2">
            <th scope="col" className="py-2 text-left font-medium">
              {t("alertSettings.what")}
            </th>
            {WAYS.map((way) => (
              <th key={way} scope="col" className="w-12 px-0.5 py-2 text-center font-medium sm:w-20">
                {t(`alertSettings.ways.${way}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y">
          {KINDS.map((kind) => {
            const chosen = preferences.kinds[kind] ?? NO_WAYS;
            return (
              <tr key={kind}>
                <th scope="row" className="py-1.5 pr-2 text-left font-normal">
                  {t(`alertSettings.kinds.${kind}`)}
                </th>
                {WAYS.map((way) => (
                  <td key={way} className="text-center">
                    <label className="inline-grid size-10 cursor-pointer place-items-center pointer-coarse:size-11">
                      <input
                        type="checkbox"
                        checked={chosen[way]}
                        disabled={way === "sound" && !chosen.in_app}
                        aria-label={`${t(`alertSettings.kinds.${kind}`)}: ${t(`alertSettings.ways.${way}`)}`}
                        onChange={(event) => mutate({ kind, way, isOn: event.target.checked })}
                        className="size-4.5 accent-primary"
                      />
                    </label>
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </Card>
  );
}

function QuietForm({ preferences }: { preferences: Preferences }) {
  const { t } = useTranslation();
  const form = useForm({
    isQuiet: preferences.quiet.start !== null,
    start: preferences.quiet.start?.slice(0, 5) ?? "21:00",
    end: preferences.quiet.end?.slice(0, 5) ?? "08:00",
    timezone: preferences.timezone ?? "",
    digest: preferences.digest,
    digest_hour: String(preferences.digest_hour),
  });
  const { values, set, fieldErrors } = form;
  const saving = useSave({
    save: () =>
      savePreferences({
        quiet: values.isQuiet ? { start: values.start, end: values.end } : { start: null, end: null },
        timezone: values.timezone,
        digest: values.digest,
        digest_hour: Number(values.digest_hour),
      }),
    key: keys.preferences,
    setError: form.setError,
  });
  const hour = (value: number) => `${String(value).padStart(2, "0")}:00`;
  return (
    <Card title={t("alertSettings.quiet")} text={t("alertSettings.quietText")}>
      <SettingsForm
        onSave={saving.mutate}
        isSaving={saving.isPending}
        error={form.error}
        fields={["quiet", "timezone", "digest", "digest_hour"]}
      >
        <Toggle
          label={t("alertSettings.quietOn")}
          isOn={values.isQuiet}
          onChange={(isOn) => set("isQuiet", isOn)}
        />
        {values.isQuiet && (
          <div className="grid grid-cols-2 gap-4">
            <TextField
              label={t("alertSettings.from")}
              type="time"
              required
              value={values.start}
              errors={fieldErrors.quiet}
              onChange={(event) => set("start", event.target.value)}
            />
            <TextField
              label={t("alertSettings.to")}
              type="time"
              required
              value={values.end}
              onChange={(event) => set("end", event.target.value)}
            />
          </div>
        )}
        <SelectField
          label={t("company.timezone")}
          value={values.timezone}
          errors={fieldErrors.timezone}
          onChange={(event) => set("timezone", event.target.value)}
        >
          <option value="">{t("hours.ownZone")}</option>
          {Intl.supportedValuesOf("timeZone").map((zone) => (
            <option key={zone}>{zone}</option>
          ))}
        </SelectField>
        <div className="grid gap-4 sm:grid-cols-2">
          <SelectField
            label={t("alertSettings.digest")}
            hint={t("alertSettings.digestHint")}
            value={values.digest}
            errors={fieldErrors.digest}
            onChange={(event) => set("digest", event.target.value as Preferences["digest"])}
          >
            {(["off", "hourly", "daily"] as const).map((digest) => (
              <option key={digest} value={digest}>
                {t(`alertSettings.digests.${digest}`)}
              </option>
            ))}
          </SelectField>
          {values.digest === "daily" && (
            <SelectField
              label={t("alertSettings.digestHour")}
              value={values.digest_hour}
              errors={fieldErrors.digest_hour}
              onChange={(event) => set("digest_hour", event.target.value)}
            >
              {Array.from({ length: 24 }, (_, value) => (
                <option key={hour(value)} value={value}>
                  {hour(value)}
                </option>
              ))}
            </SelectField>
          )}
        </div>
      </SettingsForm>
    </Card>
  );
}

export function NotificationsSection() {
  const { data, error, refetch } = useQuery(preferencesQuery);
  if (error && !data) return <Failed error={error} onRetry={() => refetch()} />;
  if (!data) return <Bones rows={8} className="h-11" />;
  return (
    <div className="flex flex-col gap-6">
      <WaysGrid preferences={data} />
      <Devices />
      <QuietForm preferences={data} />
    </div>
  );
}
