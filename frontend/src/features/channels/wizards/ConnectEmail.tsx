import { useState } from "react";
import { useTranslation } from "react-i18next";
import { SelectField, TextArea, TextField } from "@/shared/ui/Field";
import { Segmented } from "@/shared/ui/Segmented";
import type { ConnectForm } from "../api";
import { ConnectButton } from "./ConnectButton";
import type { WizardProps } from "./ConnectDialog";
import { MailServerFields } from "./MailServerFields";
import { domainOf, type MailServers, presetOf } from "./mailPresets";
import { Refusal } from "./Refusal";
import { useWizard } from "./useWizard";

type Mode = ConnectForm["email"]["mode"];

const PROVIDERS = ["postmark", "sendgrid", "mailgun", "ses", "other"] as const;
// An empty port means the usual one of the chosen security.
const SERVERS: MailServers = {
  imap_host: "",
  imap_port: "",
  imap_security: "ssl",
  smtp_host: "",
  smtp_port: "",
  smtp_security: "starttls",
};
const EMPTY = {
  address: "",
  name: "",
  signature: "",
  provider: "other",
  signing_key: "",
  username: "",
  password: "",
  history_days: "0",
  ...SERVERS,
};
const SERVER_FIELDS = [...Object.keys(SERVERS), "username"];

/** Providers that sign what they post with a key that the owner has to copy. */
function isSigning(provider: string): provider is "sendgrid" | "mailgun" {
  return provider === "sendgrid" || provider === "mailgun";
}

function bodyOf(mode: Mode, values: typeof EMPTY): ConnectForm["email"] {
  const { imap_port, smtp_port, history_days, ...rest } = values;
  return {
    ...rest,
    mode,
    imap_port: imap_port ? Number(imap_port) : null,
    smtp_port: smtp_port ? Number(smtp_port) : null,
    history_days: Number(history_days),
  } as ConnectForm["email"];
}

export function ConnectEmail({ onConnected }: WizardProps) {
  const { t } = useTranslation();
  const [mode, setMode] = useState<Mode>("imap");
  const wizard = useWizard("email", EMPTY, onConnected);
  const { values, setValues, set, field, submit, isPending, error, fields, fieldErrors } = wizard;
  const preset = presetOf(values.address);
  const domain = domainOf(values.address);
  const isBlamed = SERVER_FIELDS.some((name) => fieldErrors[name]);
  const onAddress = (address: string) => {
    const known = presetOf(address);
    const had = presetOf(values.address);
    setValues({ ...values, ...(known?.servers ?? (had ? SERVERS : {})), address });
  };
  return (
    <form className="flex flex-col gap-4" onSubmit={submit(bodyOf(mode, values))}>
      <Segmented
        label={t("channels.email.way")}
        value={mode}
        options={[
          { value: "imap", label: t("channels.email.mailbox") },
          { value: "webhook", label: t("channels.email.posted") },
        ]}
        onChange={setMode}
        className="self-start"
      />
      <p className="text-[13px] text-pretty text-ink-2">{t(`channels.email.${mode}Text`)}</p>
      <TextField
        label={t("channels.email.address")}
        required
        type="email"
        autoComplete="off"
        placeholder="hello@salon.ua"
        value={values.address}
        errors={fieldErrors.address}
        onChange={(event) => onAddress(event.target.value)}
      />
      {mode === "imap" ? (
        <>
          {preset?.advice && (
            <p className="rounded-xl bg-honey-soft px-3.5 py-2.5 text-[13px] text-honey">
              {t(`channels.email.advice.${preset.advice}`)}
            </p>
          )}
          <TextField
            label={t("channels.email.password")}
            hint={t("channels.tokenHint")}
            required
            type="password"
            autoComplete="new-password"
            {...field("password")}
          />
          {domain && (
            <MailServerFields
              preset={preset?.name}
              domain={domain}
              isOpen={!preset || isBlamed}
              field={field}
            />
          )}
          <SelectField label={t("channels.email.history")} {...field("history_days")}>
            {["0", "7", "30"].map((days) => (
              <option key={days} value={days}>
                {t(`channels.email.historyDays.${days as "0" | "7" | "30"}`)}
              </option>
            ))}
          </SelectField>
        </>
      ) : (
        <SelectField
          label={t("channels.email.provider")}
          value={values.provider}
          onChange={(event) => set("provider", event.target.value)}
        >
          {PROVIDERS.map((provider) => (
            <option key={provider} value={provider}>
              {t(`channels.email.providers.${provider}`)}
            </option>
          ))}
        </SelectField>
      )}
      {mode === "webhook" && values.provider === "ses" && (
        <TextField
          label={t("channels.email.topic")}
          hint={t("channels.email.topicHint")}
          placeholder="arn:aws:sns:eu-central-1:…"
          autoComplete="off"
          {...field("signing_key")}
        />
      )}
      {mode === "webhook" && isSigning(values.provider) && (
        <TextField
          label={t("channels.email.signingKey")}
          hint={t("channels.email.signingKeyHint", {
            name: t(`channels.email.providers.${values.provider}`),
          })}
          autoComplete="off"
          {...field("signing_key")}
        />
      )}
      <TextField label={t("channels.email.from")} hint={t("channels.email.fromHint")} {...field("name")} />
      <TextArea label={t("channels.email.signature")} rows={2} {...field("signature")} />
      <Refusal error={error} shownFields={fields} />
      <ConnectButton isBusy={isPending} />
    </form>
  );
}
