import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Service } from "@/shared/api/types";
import { TextArea, TextField } from "@/shared/ui/Field";
import { Modal } from "@/shared/ui/Modal";
import { SettingsForm } from "@/shared/ui/SettingsForm";
import { Toggle } from "@/shared/ui/Toggle";
import { useForm } from "@/shared/ui/useForm";
import { useSave } from "@/shared/ui/useSave";
import {
  deleteServicePhoto,
  type Post,
  type ServiceChange,
  saveService,
  servicesQuery,
  uploadServicePhoto,
} from "../api";
import { PictureField } from "./PictureField";
import { StaffChoice } from "./StaffChoice";

function valuesOf(service: Service | null) {
  return {
    name: service?.name ?? "",
    category: service?.category ?? "",
    description: service?.description ?? "",
    price: service?.price ?? "",
    price_to: service?.price_to ?? "",
    duration_min: service?.duration_min?.toString() ?? "",
    aliases: service?.aliases.join(", ") ?? "",
    is_active: service?.is_active ?? true,
    staff: (service?.staff ?? []).map(({ id, locations }): Post => ({ id, locations })),
  };
}

function changeOf(values: ReturnType<typeof valuesOf>): ServiceChange {
  const amount = (text: string) => text.trim().replace(",", ".") || null;
  return {
    ...values,
    price: amount(values.price),
    price_to: amount(values.price_to),
    duration_min: values.duration_min ? Number(values.duration_min) : null,
    aliases: values.aliases
      .split(",")
      .map((alias) => alias.trim())
      .filter(Boolean),
  };
}

/** The photo as it will be once the form is saved: undefined as it is, null without one. */
function usePhoto(service: Service | null) {
  const [chosen, setChosen] = useState<File | null | undefined>(undefined);
  const [preview, setPreview] = useState<string | null>(null);
  useEffect(() => {
    if (!chosen) return setPreview(null);
    const address = URL.createObjectURL(chosen);
    setPreview(address);
    return () => URL.revokeObjectURL(address);
  }, [chosen]);
  const keep = async (saved: Service): Promise<Service> => {
    if (chosen) return uploadServicePhoto(saved.id, chosen);
    return chosen === null && saved.photo ? deleteServicePhoto(saved.id) : saved;
  };
  return { address: chosen === undefined ? (service?.photo ?? null) : preview, setChosen, keep };
}

type FormProps = { service: Service | null; currency: string; categories: string[]; onClose: () => void };

export function ServiceForm({ service, currency, categories, onClose }: FormProps) {
  const { t } = useTranslation();
  const form = useForm(valuesOf(service));
  const photo = usePhoto(service);
  // A service that was saved while its photo was refused is not made a second time.
  const [known, setKnown] = useState(service?.id ?? null);
  const { values, set, fieldErrors } = form;
  const saving = useSave({
    save: async () => {
      const saved = await saveService(known, known ? changeOf(values) : { ...changeOf(values), currency });
      setKnown(saved.id);
      return photo.keep(saved);
    },
    key: servicesQuery.queryKey,
    setError: form.setError,
    onSaved: onClose,
  });
  const field = (name: Exclude<keyof typeof values, "is_active" | "staff">) => ({
    value: values[name],
    errors: fieldErrors[name],
    onChange: (event: { target: { value: string } }) => set(name, event.target.value),
  });
  return (
    <Modal isOpen onClose={onClose} title={service ? service.name : t("services.add")}>
      <SettingsForm
        onSave={saving.mutate}
        isSaving={saving.isPending}
        error={form.error}
        fields={form.fields}
        onCancel={onClose}
      >
        <TextField label={t("services.name")} required maxLength={200} {...field("name")} />
        <TextField
          label={t("services.category")}
          maxLength={100}
          list="service-categories"
          {...field("category")}
        />
        <datalist id="service-categories">
          {categories.map((category) => (
            <option key={category} value={category} />
          ))}
        </datalist>
        <div className="grid grid-cols-3 items-end gap-3">
          <TextField
            label={t("services.price")}
            inputMode="decimal"
            suffix={service?.currency ?? currency}
            className="pr-13"
            {...field("price")}
          />
          <TextField label={t("services.priceTo")} inputMode="decimal" {...field("price_to")} />
          <TextField
            label={t("services.minutes")}
            type="number"
            min={1}
            max={1440}
            {...field("duration_min")}
          />
        </div>
        <PictureField
          label={t("services.photo")}
          hint={t("services.photoHint")}
          address={photo.address}
          onChoose={photo.setChosen}
          onRemove={() => photo.setChosen(null)}
          isBusy={false}
        />
        <TextArea label={t("services.description")} maxLength={4000} {...field("description")} />
        <TextField label={t("services.aliases")} hint={t("services.aliasesHint")} {...field("aliases")} />
        <StaffChoice
          posts={values.staff}
          onChange={(posts) => set("staff", posts)}
          errors={fieldErrors.staff}
        />
        <Toggle
          label={t("services.active")}
          hint={t("services.activeHint")}
          isOn={values.is_active}
          onChange={(isOn) => set("is_active", isOn)}
        />
      </SettingsForm>
    </Modal>
  );
}
