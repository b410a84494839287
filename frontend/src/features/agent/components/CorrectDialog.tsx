import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/shared/api/errors";
import { useAbilities } from "@/shared/session";
import { Button } from "@/shared/ui/Button";
import { TextArea, TextField } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { Modal } from "@/shared/ui/Modal";
import { Toggle } from "@/shared/ui/Toggle";
import { toast } from "@/shared/ui/toast";
import { correct, QUESTIONS, whenRead } from "../insight";
import { telling } from "../telling";

const MOST_QUESTION = 500;

export type CorrectDialogProps = {
  question: string;
  /** What the assistant said; empty when it called a person. */
  said?: string;
  /** Other words that customers use for it. */
  phrasings?: readonly string[];
  /** The price list was quoted, not a document. */
  isFromPriceList?: boolean;
  /** It is asked at every evaluation already. */
  isKept?: boolean;
  onClose: () => void;
  onCorrected?: (question: string) => void;
};

/** The price list goes before anything that is written down, so that is where a price is put right. */
function InPriceList({ said = "", onClose }: CorrectDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal isOpen onClose={onClose} title={t("correct.title")} description={t("correct.priceList")}>
      <p className="mb-4 rounded-xl bg-sunken px-3.5 py-2.5 text-sm whitespace-pre-wrap text-ink-2">{said}</p>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t("common.cancel")}</Button>
        <Button look="primary" asChild>
          <Link to="/settings/$section" params={{ section: "services" }}>
            {t("correct.openPriceList")}
          </Link>
        </Button>
      </div>
    </Modal>
  );
}

/** Takes the right answer to a question; the assistant gives it from then on, and evaluations ask for it. */
export function CorrectDialog(props: CorrectDialogProps) {
  return props.isFromPriceList ? <InPriceList {...props} /> : <CorrectForm {...props} />;
}

function CorrectForm({
  question: asked,
  said = "",
  phrasings = [],
  isKept = false,
  onClose,
  onCorrected,
}: CorrectDialogProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { canManage } = useAbilities("agent.manage");
  const [question, setQuestion] = useState(asked.slice(0, MOST_QUESTION));
  const [answer, setAnswer] = useState(said);
  const [isAsked, setIsAsked] = useState(said !== "");
  const [wanted, setWanted] = useState<string | null>(null);
  const canKeep = canManage && !isKept;
  const must = wanted ?? telling(answer, said);
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => {
      const keeps = canKeep && isAsked && must.trim() ? [must.trim()] : [];
      const { entry } = await correct({ question, answer, phrasings: [...phrasings], must_say: keeps });
      return whenRead(entry);
    },
    onSuccess: (isRead) => {
      for (const key of [QUESTIONS, ["evaluations"], ["knowledge", "entries"]]) {
        void client.invalidateQueries({ queryKey: key });
      }
      toast.success(t(isRead ? "correct.done" : "correct.soon"));
      onClose();
      if (isRead) onCorrected?.(question);
    },
  });
  const complaints = error ? asApiError(error).fields : {};
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    mutate();
  };
  return (
    <Modal isOpen onClose={onClose} title={t(said ? "correct.title" : "questions.teach")}>
      <form className="flex flex-col gap-4" onSubmit={onSubmit}>
        <TextField
          label={t("questions.question")}
          required
          maxLength={MOST_QUESTION}
          value={question}
          errors={complaints.question}
          onChange={(event) => setQuestion(event.target.value)}
        />
        {said && (
          <div>
            <p className="mb-1.5 text-sm font-medium">{t("correct.said")}</p>
            <p className="max-h-32 overflow-y-auto rounded-xl bg-sunken px-3.5 py-2.5 text-sm whitespace-pre-wrap text-ink-2">
              {said}
            </p>
          </div>
        )}
        <TextArea
          label={t(said ? "correct.right" : "questions.answer")}
          hint={t("correct.rightHint")}
          required
          maxLength={4000}
          value={answer}
          errors={complaints.answer}
          onChange={(event) => setAnswer(event.target.value)}
        />
        {canKeep && (
          <Toggle
            label={t("correct.keep")}
            hint={t("correct.keepHint")}
            isOn={isAsked}
            onChange={setIsAsked}
          />
        )}
        {canKeep && isAsked && (
          <TextField
            label={t("correct.must")}
            hint={t("correct.mustHint")}
            required
            maxLength={200}
            value={must}
            errors={complaints.must_say}
            onChange={(event) => setWanted(event.target.value)}
          />
        )}
        <FormError error={error} shownFields={["question", "answer", "must_say"]} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button look="primary" type="submit" isBusy={isPending}>
            {t("questions.add")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
