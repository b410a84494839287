import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { problemOf, type Week } from "@/shared/lib/hours";
import { useAbilities } from "@/shared/session";
import { Choices } from "@/shared/ui/Choices";
import { SelectField, TextArea, TextField } from "@/shared/ui/Field";
import { SettingsForm } from "@/shared/ui/SettingsForm";
import { Toggle } from "@/shared/ui/Toggle";
import { useForm } from "@/shared/ui/useForm";
import { useSave } from "@/shared/ui/useSave";
import { WeekHours } from "@/shared/ui/WeekHours";
import { locationsQuery, saveTimetable, type Timetable, type TimetableChange, timetablesQuery } from "../api";
import { type Holiday, Holidays } from "./Holidays";

const CLOSED: Week = Array.from({ length: 7 }, () => []);

type Named = { id: string; name: string };
type TimetableFormProps = {
  /** Null: a new one, for channels of its own. */
  timetable: Timetable | null;
  isDefault: boolean;
  channels: readonly Named[];
  onSaved: (saved: Timetable) => void;
  onCancel?: () => void;
};

function valuesOf(timetable: Timetable | null) {
  return {
    name: timetable?.name ?? "",
    timezone: timetable?.timezone ?? "",
    week: (timetable?.week ?? CLOSED) as Week,
    holidays: (timetable?.holidays ?? []) as Holiday[],
    channels: timetable?.channels ?? [],
    locations: timetable?.locations ?? [],
    away: { on: false, en: "", uk: "", ...timetable?.away },
  };
}

export function TimetableForm({ timetable, isDefault, channels, onSaved, onCancel }: TimetableFormProps) {
  const { t } = useTranslation();
  const { canManage } = useAbilities("company.manage");
  const client = useQueryClient();
  const { data: locations } = useQuery(locationsQuery);
  const form = useForm(valuesOf(timetable));
  const { values, set, fieldErrors } = form;
  const saving = useSave({
    save: () =>
      saveTimetable(
        isDefault ? "default" : timetable ? { id: timetable.id } : "new",
        values as TimetableChange,
      ),
    key: timetablesQuery.queryKey,
    setError: form.setError,
    onSaved: (saved) => {
      client.invalidateQueries({ queryKey: locationsQuery.queryKey });
      onSaved(saved);
    },
  });
  // What is wrong with a day stands beside it already.
  const isSound = [...values.week, ...values.holidays.map((one) => one.hours)].every(
    (day) => !problemOf(day),
  );
  return (
    <SettingsForm
      onSave={() => isSound && saving.mutate()}
      isSaving={saving.isPending}
      error={form.error}
      fields={["name", "channels", "locations", "timezone"]}
      isReadOnly={!canManage}
      onCancel={onCancel}
    >
      {!isDefault && (
        <>
          <TextField
            label={t("hours.name")}
            required
            maxLength={120}
            value={values.name}
            errors={fieldErrors.name}
            onChange={(event) => set("name", event.target.value)}
          />
          <Choices
            label={t("hours.channels")}
            hint={t("hours.channelsHint")}
            options={channels}
            chosen={values.channels}
            errors={fieldErrors.channels}
            onChange={(ids) => set("channels", ids)}
            empty={t("hours.noChannels")}
          />
          <Choices
            label={t("hours.locations")}
            hint={t("hours.locationsHint")}
            options={locations ?? []}
            chosen={values.locations}
            errors={fieldErrors.locations}
            onChange={(ids) => set("locations", ids)}
            empty={t("hours.noLocations")}
          />
        </>
      )}
      <WeekHours
        label={t("hours.week")}
        week={values.week}
        onChange={(week) => set("week", week)}
        isReadOnly={!canManage}
      />
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
      <Holidays
        holidays={values.holidays}
        onChange={(holidays) => set("holidays", holidays)}
        isReadOnly={!canManage}
      />
      <section className="flex flex-col gap-3">
        <Toggle
          label={t("hours.away")}
          hint={t("hours.awayHint")}
          isOn={values.away.on}
          onChange={(on) => set("away", { ...values.away, on })}
          isDisabled={!canManage}
        />
        {values.away.on && (
          <div className="grid gap-4 sm:grid-cols-2">
            {(["uk", "en"] as const).map((language) => (
              <TextArea
                key={language}
                label={t(`hours.awayIn.${language}`)}
                lang={language}
                maxLength={2000}
                value={values.away[language]}
                errors={fieldErrors[language]}
                onChange={(event) => set("away", { ...values.away, [language]: event.target.value })}
              />
            ))}
          </div>
        )}
      </section>
    </SettingsForm>
  );
}
