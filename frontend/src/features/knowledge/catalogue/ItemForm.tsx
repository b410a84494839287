import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/Button";
import { SelectField, TextArea, TextField } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { Modal } from "@/shared/ui/Modal";
import { useForm } from "@/shared/ui/useForm";
import { type Item, type ItemChange, itemsKey, saveItem } from "./api";

const KINDS = ["product", "property", "other"] as const;
const AVAILABLE = ["available", "on_order", "unavailable"] as const;

function valuesOf(item: Item | null) {
  return {
    kind: item?.kind ?? "product",
    name: item?.name ?? "",
    sku: item?.sku ?? "",
    category: item?.category ?? "",
    description: item?.description ?? "",
    aliases: item?.aliases.join(", ") ?? "",
    attributes: item?.attributes.map(({ name, value }) => `${name}: ${value}`).join("\n") ?? "",
    price: item?.price ?? "",
    price_to: item?.price_to ?? "",
    availability: item?.availability ?? "available",
    url: item?.url ?? "",
    is_active: item?.is_active ?? true,
  };
}

function changeOf(values: ReturnType<typeof valuesOf>): ItemChange {
  const amount = (text: string) => text.trim().replace(",", ".") || null;
  const listed = (text: string, mark: string) =>
    text
      .split(mark)
      .map((part) => part.trim())
      .filter(Boolean);
  const attributes = listed(values.attributes, "\n").map((line) => {
    const [name = "", ...rest] = line.split(":");
    return { name: name.trim(), value: rest.join(":").trim() || "✓" };
  });
  return {
    ...values,
    attributes,
    aliases: listed(values.aliases, ","),
    price: amount(values.price),
    price_to: amount(values.price_to),
  };
}

export function ItemForm({ item, onClose }: { item: Item | null; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const form = useForm(valuesOf(item));
  const { values, set, fieldErrors } = form;
  const { mutate, isPending } = useMutation({
    mutationFn: () => saveItem(item?.id ?? null, changeOf(values)),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: itemsKey });
      onClose();
    },
    onError: form.setError,
  });
  const field = (name: Exclude<keyof typeof values, "is_active" | "kind" | "availability">) => ({
    value: values[name],
    errors: fieldErrors[name],
    onChange: (event: { target: { value: string } }) => set(name, event.target.value),
  });
  return (
    <Modal isOpen onClose={onClose} title={item ? item.name : t("catalogue.add")}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <TextField label={t("catalogue.name")} required maxLength={200} {...field("name")} />
        <div className="grid gap-3 sm:grid-cols-2">
          <SelectField
            label={t("catalogue.kind")}
            value={values.kind}
            onChange={(event) => set("kind", event.target.value as Item["kind"])}
          >
            {KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {t(`catalogue.kinds.${kind}`)}
              </option>
            ))}
          </SelectField>
          <SelectField
            label={t("catalogue.availability")}
            value={values.availability}
            onChange={(event) => set("availability", event.target.value as Item["availability"])}
          >
            {AVAILABLE.map((one) => (
              <option key={one} value={one}>
                {t(`catalogue.available.${one}`)}
              </option>
            ))}
          </SelectField>
          <TextField label={t("services.price")} inputMode="decimal" {...field("price")} />
          <TextField label={t("services.priceTo")} inputMode="decimal" {...field("price_to")} />
          <TextField label={t("services.category")} {...field("category")} />
          <TextField label={t("catalogue.sku")} {...field("sku")} />
        </div>
        <TextField label={t("services.aliases")} hint={t("services.aliasesHint")} {...field("aliases")} />
        <TextArea
          label={t("catalogue.attributes")}
          hint={t("catalogue.attributesHint")}
          {...field("attributes")}
        />
        <TextField label={t("catalogue.url")} type="url" placeholder="https://" {...field("url")} />
        <TextArea label={t("services.description")} {...field("description")} />
        <label className="flex items-center gap-2.5 text-sm font-medium">
          <input
            type="checkbox"
            checked={values.is_active}
            onChange={(event) => set("is_active", event.target.checked)}
            className="size-4.5 accent-primary"
          />
          {t("catalogue.active")}
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
