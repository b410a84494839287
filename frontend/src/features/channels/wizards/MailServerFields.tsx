import { useTranslation } from "react-i18next";
import { SelectField, TextField } from "@/shared/ui/Field";

type Name = `${"imap" | "smtp"}_${"host" | "port" | "security"}` | "username";
type Wired = {
  value: string;
  errors: string[] | undefined;
  onChange: (event: { target: { value: string } }) => void;
};
type MailServerFieldsProps = {
  preset: string | undefined;
  domain: string;
  isOpen: boolean;
  field: (name: Name) => Wired;
};

const SIDES = ["imap", "smtp"] as const;
const USUAL_PORTS = { imap: { ssl: "993", other: "143" }, smtp: { ssl: "465", other: "587" } };

/** Where mails are read and sent; folded away for providers whose servers are known. */
export function MailServerFields({ preset, domain, isOpen, field }: MailServerFieldsProps) {
  const { t } = useTranslation();
  return (
    <details key={isOpen ? "open" : "known"} open={isOpen} className="rounded-2xl border">
      <summary className="flex min-h-11 items-center px-4 text-sm font-medium">
        {preset ? t("channels.email.serversKnown", { name: preset }) : t("channels.email.servers")}
      </summary>
      <div className="flex flex-col gap-4 px-4 pt-1 pb-4">
        {SIDES.map((side) => (
          <div
            key={side}
            className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-3 sm:grid-cols-[minmax(0,1fr)_4.5rem_9rem]"
          >
            <div className="max-sm:col-span-2">
              <TextField
                label={t(`channels.email.${side}Host`)}
                required
                autoComplete="off"
                spellCheck={false}
                placeholder={domain ? `${side}.${domain}` : undefined}
                {...field(`${side}_host`)}
              />
            </div>
            <TextField
              label={t("channels.email.port")}
              inputMode="numeric"
              placeholder={USUAL_PORTS[side][field(`${side}_security`).value === "ssl" ? "ssl" : "other"]}
              {...field(`${side}_port`)}
            />
            <SelectField label={t("channels.email.security")} {...field(`${side}_security`)}>
              <option value="ssl">SSL/TLS</option>
              <option value="starttls">STARTTLS</option>
              <option value="none">{t("channels.email.noSecurity")}</option>
            </SelectField>
          </div>
        ))}
        <TextField
          label={t("channels.email.username")}
          hint={t("channels.email.usernameHint")}
          autoComplete="off"
          {...field("username")}
        />
      </div>
    </details>
  );
}
