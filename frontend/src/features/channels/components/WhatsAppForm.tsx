import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/Button";
import { TextField } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { Modal } from "@/shared/ui/Modal";
import { toast } from "@/shared/ui/toast";
import { useForm } from "@/shared/ui/useForm";
import { channelsQuery, connectWhatsApp } from "../api";

export function WhatsAppForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const form = useForm({ name: "WhatsApp", phone_number_id: "", waba_id: "", access_token: "" });
  const { values, set, fieldErrors } = form;
  const { mutate, isPending } = useMutation({
    mutationFn: () => connectWhatsApp(values),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: channelsQuery.queryKey });
      toast.success(t("channels.connected"));
      onClose();
    },
    onError: form.setError,
  });
  const field = (name: keyof typeof values) => ({
    required: true,
    value: values[name],
    errors: fieldErrors[name],
    onChange: (event: { target: { value: string } }) => set(name, event.target.value),
  });
  return (
    <Modal
      isOpen
      onClose={onClose}
      title={t("channels.connectWhatsApp")}
      description={t("channels.connectText")}
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <TextField label={t("channels.name")} hint={t("channels.nameHint")} {...field("name")} />
        <TextField
          label={t("channels.phoneNumberId")}
          inputMode="numeric"
          autoComplete="off"
          {...field("phone_number_id")}
        />
        <TextField
          label={t("channels.wabaId")}
          inputMode="numeric"
          autoComplete="off"
          {...field("waba_id")}
        />
        <TextField
          label={t("channels.token")}
          hint={t("channels.tokenHint")}
          type="password"
          autoComplete="off"
          {...field("access_token")}
        />
        <FormError error={form.error} shownFields={form.fields} />
        <Button look="primary" type="submit" isBusy={isPending} className="self-end">
          {t("channels.connect")}
        </Button>
      </form>
    </Modal>
  );
}
