import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/Button";
import { TextArea, TextField } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { Modal } from "@/shared/ui/Modal";
import { useForm } from "@/shared/ui/useForm";
import { acceptSuggestion, type Entry, entryKeys, type Suggestion, saveEntry } from "./api";

type FormProps = { entry: Entry | null; suggestion?: Suggestion; onClose: () => void };

/** Writes an answer, changes one, or takes a suggestion over in better words. */
export function EntryForm({ entry, suggestion, onClose }: FormProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const given = suggestion ?? entry;
  const form = useForm({
    question: given?.question ?? "",
    answer: given?.answer ?? "",
    phrasings: entry?.phrasings.join("\n") ?? "",
  });
  const { values, set, fieldErrors } = form;
  const { mutate, isPending } = useMutation({
    mutationFn: () => {
      const { question, answer } = values;
      if (suggestion) return acceptSuggestion(suggestion.id, { question, answer });
      const phrasings = values.phrasings
        .split("\n")
        .map((line) => line.trim())
        .filter(Boolean);
      return saveEntry(entry?.id ?? null, { question, answer, phrasings });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: entryKeys.all });
      await client.invalidateQueries({ queryKey: entryKeys.suggestions });
      onClose();
    },
    onError: form.setError,
  });
  return (
    <Modal isOpen onClose={onClose} title={t(entry ? "entries.change" : "entries.add")}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <TextField
          label={t("entries.question")}
          required
          maxLength={500}
          value={values.question}
          errors={fieldErrors.question}
          onChange={(event) => set("question", event.target.value)}
        />
        <TextArea
          label={t("entries.answer")}
          required
          maxLength={4000}
          value={values.answer}
          errors={fieldErrors.answer}
          onChange={(event) => set("answer", event.target.value)}
        />
        {!suggestion && (
          <TextArea
            label={t("entries.phrasings")}
            hint={t("entries.phrasingsHint")}
            value={values.phrasings}
            errors={fieldErrors.phrasings}
            onChange={(event) => set("phrasings", event.target.value)}
          />
        )}
        <FormError error={form.error} shownFields={form.fields} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button look="primary" type="submit" isBusy={isPending}>
            {t("common.save")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
