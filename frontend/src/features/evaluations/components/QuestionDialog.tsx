import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/shared/api/errors";
import { Button } from "@/shared/ui/Button";
import { TextArea, TextField } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { Modal } from "@/shared/ui/Modal";
import { Toggle } from "@/shared/ui/Toggle";
import { useSave } from "@/shared/ui/useSave";
import { documentNamesQuery, type EvalQuestion, keys, saveQuestion } from "../api";
import { EMPTY, groupsToText, linesOf, textToGroups } from "../figures";

type QuestionDialogProps = { question: EvalQuestion | null; onClose: () => void };

/** A question that is asked again and again, and what a good answer has. */
export function QuestionDialog({ question, onClose }: QuestionDialogProps) {
  const { t } = useTranslation();
  const { data: names } = useQuery(documentNamesQuery);
  const given = question ?? EMPTY;
  const [text, setText] = useState(given.question);
  const [isAnswerable, setIsAnswerable] = useState(given.is_answerable);
  const [contain, setContain] = useState(groupsToText(given.must_contain ?? []));
  const [notContain, setNotContain] = useState((given.must_not_contain ?? []).join("\n"));
  const [sources, setSources] = useState<readonly string[]>(given.sources ?? []);
  const [error, setError] = useState<unknown>(null);
  const complaints = error ? asApiError(error).fields : {};
  const { mutate, isPending } = useSave({
    save: () =>
      saveQuestion(question?.id ?? null, {
        question: text.trim(),
        is_answerable: isAnswerable,
        expected_answer: given.expected_answer ?? "",
        must_contain: isAnswerable ? textToGroups(contain) : [],
        must_not_contain: linesOf(notContain),
        sources: isAnswerable ? [...sources] : [],
        note: given.note ?? "",
      }),
    key: keys.all,
    setError,
    onSaved: onClose,
  });
  const known = [...new Set([...(names ?? []), ...sources])];
  return (
    <Modal isOpen onClose={onClose} title={t(question ? "evaluations.change" : "evaluations.add")}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <TextField
          label={t("evaluations.question")}
          placeholder={t("evaluations.questionExample")}
          value={text}
          onChange={(event) => setText(event.target.value)}
          errors={complaints.question}
          maxLength={1000}
          required
        />
        <Toggle
          label={t("evaluations.answerable")}
          hint={t("evaluations.answerableHint")}
          isOn={isAnswerable}
          onChange={setIsAnswerable}
        />
        {isAnswerable && (
          <TextArea
            label={t("evaluations.mustContain")}
            hint={t("evaluations.mustContainHint")}
            value={contain}
            onChange={(event) => setContain(event.target.value)}
            errors={complaints.must_contain}
          />
        )}
        <TextArea
          label={t("evaluations.mustNotContain")}
          hint={t("evaluations.mustNotContainHint")}
          value={notContain}
          onChange={(event) => setNotContain(event.target.value)}
          errors={complaints.must_not_contain}
          className="min-h-11"
        />
        {isAnswerable && known.length > 0 && (
          <fieldset>
            <legend className="mb-1.5 text-sm font-medium">{t("evaluations.sources")}</legend>
            <div className="flex max-h-40 flex-col gap-1 overflow-y-auto rounded-xl border p-2">
              {known.map((name) => (
                <label key={name} className="flex min-h-9 items-center gap-2.5 rounded-lg px-2 text-sm">
                  <input
                    type="checkbox"
                    className="size-4 shrink-0 accent-primary"
                    checked={sources.includes(name)}
                    onChange={(event) =>
                      setSources(
                        event.target.checked ? [...sources, name] : sources.filter((one) => one !== name),
                      )
                    }
                  />
                  <span className="min-w-0 break-words">{name}</span>
                </label>
              ))}
            </div>
          </fieldset>
        )}
        <FormError error={error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" look="primary" isBusy={isPending} disabled={!text.trim()}>
            {t("common.save")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
