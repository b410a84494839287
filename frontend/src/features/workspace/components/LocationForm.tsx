import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { SelectField, TextField } from "@/shared/ui/Field";
import { Modal } from "@/shared/ui/Modal";
import { SettingsForm } from "@/shared/ui/SettingsForm";
import { Toggle } from "@/shared/ui/Toggle";
import { useForm } from "@/shared/ui/useForm";
import { useSave } from "@/shared/ui/useSave";
import { type Location, locationsQuery, saveLocation, timetablesQuery } from "../api";

function valuesOf(location: Location | null) {
  return {
    name: location?.name ?? "",
    address: location?.address ?? "",
    phone: location?.phone ?? "",
    map_url: location?.map_url ?? "",
    hours: location?.hours ?? null,
    is_active: location?.is_active ?? true,
  };
}

export function LocationForm({ location, onClose }: { location: Location | null; onClose: () => void }) {
  const { t } = useTranslation();
  const { data: timetables } = useQuery(timetablesQuery);
  const form = useForm(valuesOf(location));
  const { values, set, fieldErrors } = form;
  const saving = useSave({
    save: () => saveLocation(location?.id ?? null, values),
    key: locationsQuery.queryKey,
    setError: form.setError,
    fieldOf: { location_taken: "name" },
    onSaved: onClose,
  });
  const field = (name: "name" | "address" | "phone" | "map_url") => ({
    value: values[name],
    errors: fieldErrors[name],
    onChange: (event: { target: { value: string } }) => set(name, event.target.value),
  });
  return (
    <Modal isOpen onClose={onClose} title={location ? location.name : t("locations.add")}>
      <SettingsForm
        onSave={saving.mutate}
        isSaving={saving.isPending}
        error={form.error}
        fields={form.fields}
        onCancel={onClose}
      >
        <TextField
          label={t("locations.name")}
          hint={t("locations.nameHint")}
          required
          maxLength={120}
          {...field("name")}
        />
        <TextField label={t("company.address")} maxLength={300} {...field("address")} />
        <TextField label={t("company.phone")} type="tel" maxLength={40} {...field("phone")} />
        <TextField
          label={t("locations.map")}
          hint={t("locations.mapHint")}
          type="url"
          placeholder="https://maps.app.goo.gl/"
          maxLength={500}
          {...field("map_url")}
        />
        <SelectField
          label={t("settings.hours")}
          hint={t("locations.hoursHint")}
          value={values.hours ?? ""}
          errors={fieldErrors.hours}
          onChange={(event) => set("hours", event.target.value || null)}
        >
          <option value="">{t("locations.usualHours")}</option>
          {timetables
            ?.filter((one) => !one.is_default)
            .map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
        </SelectField>
        <Toggle
          label={t("locations.active")}
          isOn={values.is_active}
          onChange={(isOn) => set("is_active", isOn)}
        />
      </SettingsForm>
    </Modal>
  );
}
