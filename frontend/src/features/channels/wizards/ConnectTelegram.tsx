import { useTranslation } from "react-i18next";
import { TextField } from "@/shared/ui/Field";
import { ConnectButton } from "./ConnectButton";
import type { WizardProps } from "./ConnectDialog";
import { Refusal } from "./Refusal";
import { useWizard } from "./useWizard";

const STEPS = ["open", "newBot", "copy"] as const;

export function ConnectTelegram({ onConnected }: WizardProps) {
  const { t } = useTranslation();
  const empty = { name: "", bot_token: "" };
  const { values, field, submit, isPending, error, fields } = useWizard("telegram", empty, onConnected);
  return (
    <form className="flex flex-col gap-4" onSubmit={submit(values)}>
      <ol className="flex flex-col gap-2.5 rounded-2xl bg-sunken/70 p-4 text-sm">
        {STEPS.map((step, index) => (
          <li key={step} className="flex gap-3">
            <span
              aria-hidden="true"
              className="grid size-6 shrink-0 place-items-center rounded-full bg-surface text-xs font-semibold text-primary"
            >
              {index + 1}
            </span>
            <span className="min-w-0 pt-0.5">
              {t(`channels.telegram.steps.${step}`)}{" "}
              {step === "open" && (
                <a
                  href="https://t.me/BotFather"
                  target="_blank"
                  rel="noreferrer"
                  className="font-medium text-primary underline underline-offset-4"
                >
                  @BotFather
                </a>
              )}
            </span>
          </li>
        ))}
      </ol>
      <TextField
        label={t("channels.telegram.token")}
        hint={t("channels.telegram.tokenHint")}
        required
        autoComplete="off"
        spellCheck={false}
        placeholder="123456789:AA…"
        {...field("bot_token")}
      />
      <TextField label={t("channels.name")} hint={t("channels.telegram.nameHint")} {...field("name")} />
      <Refusal error={error} shownFields={fields} />
      <ConnectButton isBusy={isPending} />
    </form>
  );
}
