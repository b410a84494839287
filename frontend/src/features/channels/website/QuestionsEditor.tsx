import { Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/Button";
import { SelectField, TextField } from "@/shared/ui/Field";
import { IconButton } from "@/shared/ui/IconButton";
import { nameFor, type Question } from "./questions";

const MOST = 10;
const TYPES = ["text", "email", "phone"] as const;

type QuestionsEditorProps = {
  questions: readonly Question[];
  errors: string[] | undefined;
  onChange: (questions: Question[]) => void;
};

/** What visitors are asked before they can write. */
export function QuestionsEditor({ questions, errors, onChange }: QuestionsEditorProps) {
  const { t } = useTranslation();
  const change = (index: number, part: Partial<Question>) =>
    onChange(questions.map((question, at) => (at === index ? { ...question, ...part } : question)));
  const add = () =>
    onChange([
      ...questions,
      { name: nameFor(questions, "text"), type: "text", label: { en: "", uk: "" }, required: false },
    ]);
  return (
    <div className="flex flex-col gap-3">
      {questions.map((question, index) => (
        <fieldset key={question.name} className="rounded-2xl border p-4">
          <legend className="sr-only">{t("channels.website.question", { number: index + 1 })}</legend>
          <div className="grid gap-3 sm:grid-cols-2">
            <TextField
              label={t("channels.website.questionEn")}
              value={question.label.en}
              onChange={(event) => change(index, { label: { ...question.label, en: event.target.value } })}
            />
            <TextField
              label={t("channels.website.questionUk")}
              value={question.label.uk}
              onChange={(event) => change(index, { label: { ...question.label, uk: event.target.value } })}
            />
            <SelectField
              label={t("channels.website.questionType")}
              value={question.type}
              onChange={(event) => change(index, { type: event.target.value as Question["type"] })}
            >
              {TYPES.map((type) => (
                <option key={type} value={type}>
                  {t(`channels.website.types.${type}`)}
                </option>
              ))}
            </SelectField>
            <div className="flex items-end justify-between gap-3">
              <label className="flex min-h-11 items-center gap-2.5 text-sm">
                <input
                  type="checkbox"
                  checked={question.required}
                  onChange={(event) => change(index, { required: event.target.checked })}
                  className="size-4.5 accent-primary"
                />
                {t("channels.website.required")}
              </label>
              <IconButton
                label={t("channels.website.removeQuestion", { number: index + 1 })}
                onClick={() => onChange(questions.filter((_, at) => at !== index))}
              >
                <Trash2 className="size-4" />
              </IconButton>
            </div>
          </div>
        </fieldset>
      ))}
      {errors && (
        <p role="alert" className="text-[13px] text-danger">
          {errors.join(" ")}
        </p>
      )}
      {questions.length < MOST && (
        <Button size="sm" onClick={add} className="self-start">
          <Plus aria-hidden="true" className="size-4" />
          {t("channels.website.addQuestion")}
        </Button>
      )}
    </div>
  );
}
