import { useTranslation } from "react-i18next";
import { TextField } from "@/shared/ui/Field";
import { ByHand } from "./ByHand";
import { ConnectButton } from "./ConnectButton";
import type { WizardProps } from "./ConnectDialog";
import { Refusal } from "./Refusal";
import { SignIn } from "./SignIn";
import { useWizard } from "./useWizard";

const EMPTY = { name: "", page_id: "", access_token: "" };

function Form({ onConnected }: WizardProps) {
  const { t } = useTranslation();
  const { values, field, submit, isPending, error, fields } = useWizard("messenger", EMPTY, onConnected);
  return (
    <form className="flex flex-col gap-4" onSubmit={submit(values)}>
      <TextField
        label={t("channels.messenger.pageId")}
        hint={t("channels.messenger.pageIdHint")}
        required
        inputMode="numeric"
        autoComplete="off"
        {...field("page_id")}
      />
      <TextField
        label={t("channels.messenger.pageToken")}
        hint={t("channels.tokenHint")}
        required
        type="password"
        autoComplete="off"
        {...field("access_token")}
      />
      <TextField label={t("channels.name")} hint={t("channels.nameOptional")} {...field("name")} />
      <Refusal error={error} shownFields={fields} />
      <ConnectButton isBusy={isPending} />
    </form>
  );
}

export function ConnectMessenger({ onConnected }: WizardProps) {
  const { t } = useTranslation();
  return (
    <div className="flex flex-col gap-3">
      <SignIn kind="messenger" label={t("channels.signInFacebook")} text={t("channels.messenger.signIn")} />
      <ByHand title={t("channels.byToken")}>
        <Form onConnected={onConnected} />
      </ByHand>
    </div>
  );
}
