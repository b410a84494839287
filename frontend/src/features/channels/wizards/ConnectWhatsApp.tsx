import { useTranslation } from "react-i18next";
import { TextField } from "@/shared/ui/Field";
import { ByHand } from "./ByHand";
import { ConnectButton } from "./ConnectButton";
import type { WizardProps } from "./ConnectDialog";
import { Refusal } from "./Refusal";
import { SignIn } from "./SignIn";
import { useWizard } from "./useWizard";

const EMPTY = { name: "", phone_number_id: "", waba_id: "", access_token: "", pin: "" };

function Form({ onConnected }: WizardProps) {
  const { t } = useTranslation();
  const { values, field, submit, isPending, error, fields } = useWizard("whatsapp", EMPTY, onConnected);
  return (
    <form className="flex flex-col gap-4" onSubmit={submit(values)}>
      <p className="text-[13px] text-ink-2">{t("channels.whatsapp.where")}</p>
      <TextField
        label={t("channels.whatsapp.phoneNumberId")}
        required
        inputMode="numeric"
        autoComplete="off"
        {...field("phone_number_id")}
      />
      <TextField
        label={t("channels.whatsapp.wabaId")}
        required
        inputMode="numeric"
        autoComplete="off"
        {...field("waba_id")}
      />
      <TextField
        label={t("channels.token")}
        hint={t("channels.tokenHint")}
        required
        type="password"
        autoComplete="off"
        {...field("access_token")}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label={t("channels.name")} hint={t("channels.nameOptional")} {...field("name")} />
        <TextField
          label={t("channels.whatsapp.pin")}
          hint={t("channels.whatsapp.pinHint")}
          inputMode="numeric"
          autoComplete="off"
          maxLength={6}
          {...field("pin")}
        />
      </div>
      <Refusal error={error} shownFields={fields} />
      <ConnectButton isBusy={isPending} />
    </form>
  );
}

export function ConnectWhatsApp({ onConnected }: WizardProps) {
  const { t } = useTranslation();
  return (
    <div className="flex flex-col gap-3">
      <SignIn kind="whatsapp" label={t("channels.signInMeta")} text={t("channels.whatsapp.signIn")} />
      <ByHand title={t("channels.byToken")}>
        <Form onConnected={onConnected} />
      </ByHand>
    </div>
  );
}
