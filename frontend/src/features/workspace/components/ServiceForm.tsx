import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Service } from "@/shared/api/types";
import { Button } from "@/shared/ui/Button";
import { TextArea, TextField } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { Modal } from "@/shared/ui/Modal";
import { useForm } from "@/shared/ui/useForm";
import { type ServiceChange, saveService, servicesQuery } from "../api";

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

type FormProps = { service: Service | null; currency: string; onClose: () => void };

export function ServiceForm({ service, currency, onClose }: FormProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const form = useForm(valuesOf(service));
  const { values, set, fieldErrors } = form;
  const { mutate, isPending } = useMutation({
    mutationFn: () =>
      saveService(service?.id ?? null, service ? changeOf(values) : { ...changeOf(values), currency }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: servicesQuery.queryKey });
      onClose();
    },
    onError: form.setError,
  });
  const field = (name: Exclude<keyof typeof values, "is_active">) => ({
    value: values[name],
    errors: fieldErrors[name],
    onChange: (event: { target: { value: string } }) => set(name, event.target.value),
  });
  return (
    <Modal isOpen onClose={onClose} title={service ? service.name : t("services.add")}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <TextField label={t("services.name")} required {...field("name")} />
        <TextField label={t("services.category")} {...field("category")} />
        <div className="grid grid-cols-3 gap-3">
          <TextField label={t("services.price")} inputMode="decimal" {...field("price")} />
          <TextField label={t("services.priceTo")} inputMode="decimal" {...field("price_to")} />
          <TextField label={t("services.minutes")} type="number" min={0} {...field("duration_min")} />
        </div>
        <TextField label={t("services.aliases")} hint={t("services.aliasesHint")} {...field("aliases")} />
        <TextArea label={t("services.description")} {...field("description")} />
        <label className="flex items-center gap-2.5 text-sm font-medium">
          <input
            type="checkbox"
            checked={values.is_active}
            onChange={(event) => set("is_active", event.target.checked)}
            className="size-4.5 accent-primary"
          />
          {t("services.active")}
        </label>
        <FormError error={form.error} shownFields={form.fields} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button look="primary" type="submit" isBusy={isPending}>
            {t("common.save")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
