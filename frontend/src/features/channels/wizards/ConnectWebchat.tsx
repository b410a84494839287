import { useTranslation } from "react-i18next";
import { TextField } from "@/shared/ui/Field";
import { ConnectButton } from "./ConnectButton";
import type { WizardProps } from "./ConnectDialog";
import { Refusal } from "./Refusal";
import { useWizard } from "./useWizard";

export function ConnectWebchat({ onConnected }: WizardProps) {
  const { t } = useTranslation();
  const initial = { name: t("channels.webchat.defaultName") };
  const { values, field, submit, isPending, error, fields } = useWizard("webchat", initial, onConnected);
  return (
    <form className="flex flex-col gap-4" onSubmit={submit(values)}>
      <TextField
        label={t("channels.name")}
        hint={t("channels.webchat.nameHint")}
        required
        {...field("name")}
      />
      <Refusal error={error} shownFields={fields} />
      <ConnectButton isBusy={isPending} />
    </form>
  );
}
