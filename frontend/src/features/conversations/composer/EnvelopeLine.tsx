import { Mail } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/Button";
import { TextField } from "@/shared/ui/Field";
import { type Envelope, notAnAddress, opened, type Usual } from "./envelope";

type EnvelopeProps = {
  usual: Usual;
  envelope: Envelope | null;
  onChange: (envelope: Envelope | null) => void;
};

/** A mail goes to everybody whom the customer wrote to: who that is stands here, and can be changed. */
export function EnvelopeLine({ usual, envelope, onChange }: EnvelopeProps) {
  const { t } = useTranslation();
  if (!envelope) {
    return (
      <p className="flex items-center gap-2 px-4 pt-2.5 text-xs text-ink-2">
        <Mail aria-hidden="true" className="size-3.5 shrink-0" />
        <span className="min-w-0 truncate">
          {[
            usual.subject || t("write.noSubject"),
            usual.cc.length > 0 && t("thread.mailCc", { who: usual.cc.join(", ") }),
          ]
            .filter(Boolean)
            .join(" · ")}
        </span>
        <button
          type="button"
          onClick={() => onChange(opened(usual))}
          className="min-h-7 shrink-0 font-semibold text-primary underline underline-offset-2 pointer-coarse:min-h-11"
        >
          {t("write.changeEnvelope")}
        </button>
      </p>
    );
  }
  const set = (name: keyof Envelope) => (event: { target: { value: string } }) =>
    onChange({ ...envelope, [name]: event.target.value });
  const wrong = (name: "cc" | "bcc") => {
    const found = notAnAddress(envelope[name]);
    return found ? [t("write.notAnAddress", { text: found })] : undefined;
  };
  return (
    <div className="flex flex-col gap-2.5 border-b px-4 pt-3 pb-3">
      <TextField
        autoFocus
        label={t("write.subject")}
        value={envelope.subject}
        maxLength={400}
        onChange={set("subject")}
      />
      <div className="grid gap-2.5 sm:grid-cols-2">
        <TextField
          label={t("write.cc")}
          inputMode="email"
          value={envelope.cc}
          errors={wrong("cc")}
          onChange={set("cc")}
        />
        <TextField
          label={t("write.bcc")}
          inputMode="email"
          value={envelope.bcc}
          errors={wrong("bcc")}
          onChange={set("bcc")}
        />
      </div>
      <Button look="quiet" size="sm" className="self-end" onClick={() => onChange(null)}>
        {t("write.usualEnvelope")}
      </Button>
    </div>
  );
}
