import { useTranslation } from "react-i18next";
import { TextArea } from "@/shared/ui/Field";

type Texts = { en: string; uk: string };
type BilingualFieldsProps = {
  label: string;
  hint?: string;
  value: Texts;
  errors?: string[] | undefined;
  onChange: (value: Texts) => void;
};

/** One text in both languages of the visitors. */
export function BilingualFields({ label, hint, value, errors, onChange }: BilingualFieldsProps) {
  const { t } = useTranslation();
  return (
    <fieldset>
      <legend className="text-sm font-medium">{label}</legend>
      {hint && <p className="mt-0.5 text-[13px] text-ink-3">{hint}</p>}
      <div className="mt-2 grid gap-3 sm:grid-cols-2">
        <TextArea
          label={t("channels.website.inUk")}
          lang="uk"
          className="min-h-16"
          maxLength={500}
          value={value.uk}
          onChange={(event) => onChange({ ...value, uk: event.target.value })}
        />
        <TextArea
          label={t("channels.website.inEn")}
          lang="en"
          className="min-h-16"
          maxLength={500}
          value={value.en}
          onChange={(event) => onChange({ ...value, en: event.target.value })}
        />
      </div>
      {errors && <p className="mt-1 text-[13px] text-danger">{errors.join(" ")}</p>}
    </fieldset>
  );
}
