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
  const { values, field, submit, isPending, error, fields } = useWizard("instagram", EMPTY, onConnected);
  return (
    <form className="flex flex-col gap-4" onSubmit={submit(values)}>
      <TextField
        label={t("channels.token")}
        hint={t("channels.tokenHint")}
        required
        type="password"
        autoComplete="off"
        {...field("access_token")}
      />
      <TextField
        label={t("channels.instagram.pageId")}
        hint={t("channels.instagram.pageIdHint")}
        inputMode="numeric"
        autoComplete="off"
        {...field("page_id")}
      />
      <TextField label={t("channels.name")} hint={t("channels.nameOptional")} {...field("name")} />
      <Refusal error={error} shownFields={fields} />
      <ConnectButton isBusy={isPending} />
    </form>
  );
}

export function ConnectInstagram({ onConnected }: WizardProps) {
  const { t } = useTranslation();
  return (
    <div className="flex flex-col gap-3">
      <SignIn
        kind="instagram"
        via="instagram"
        label={t("channels.signInInstagram")}
        text={t("channels.instagram.signIn")}
      />
      <SignIn
        kind="instagram"
        via="facebook"
        isSecondary
        label={t("channels.signInFacebook")}
        text={t("channels.instagram.signInFacebook")}
      />
      <ByHand title={t("channels.byToken")}>
        <Form onConnected={onConnected} />
      </ByHand>
    </div>
  );
}
