import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { BookOpenCheck, MessageCircleQuestion } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAbilities } from "@/shared/session";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { TextArea, TextField } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { Modal } from "@/shared/ui/Modal";
import { Segmented } from "@/shared/ui/Segmented";
import { Bones, Empty, Failed } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { QUESTIONS, type QuestionGroup, questionsQuery, teach } from "../insight";

function TeachDialog({ group, onClose }: { group: QuestionGroup; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [question, setQuestion] = useState(group.question);
  const [answer, setAnswer] = useState("");
  const { mutate, isPending, error } = useMutation({
    mutationFn: teach,
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: QUESTIONS });
      toast.success(t("questions.taught"));
      onClose();
    },
  });
  return (
    <Modal isOpen onClose={onClose} title={t("questions.teach")} description={t("questions.teachText")}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          mutate({ question, answer, phrasings: group.wordings });
        }}
      >
        <TextField
          label={t("questions.question")}
          required
          value={question}
          onChange={(event) => setQuestion(event.target.value)}
        />
        <TextArea
          label={t("questions.answer")}
          required
          value={answer}
          onChange={(event) => setAnswer(event.target.value)}
        />
        <FormError error={error} />
        <Button look="primary" type="submit" isBusy={isPending} className="self-end">
          {t("questions.add")}
        </Button>
      </form>
    </Modal>
  );
}

function GroupRow({ group, onTeach }: { group: QuestionGroup; onTeach: (() => void) | null }) {
  const { t } = useTranslation();
  const share = group.asked === 0 ? 0 : (group.answered / group.asked) * 100;
  return (
    <li className="rounded-3xl border bg-surface p-4 shadow-card">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0 flex-1">
          <p className="font-medium break-words">{group.question}</p>
          {group.wordings.length > 0 && (
            <p className="mt-1 text-[13px] text-ink-3">{group.wordings.join(" · ")}</p>
          )}
        </div>
        {onTeach && group.unanswered > 0 && (
          <Button size="sm" look="soft" onClick={onTeach}>
            <BookOpenCheck aria-hidden="true" className="size-4" />
            {t("questions.teach")}
          </Button>
        )}
      </div>
      <div aria-hidden="true" className="mt-3 h-1.5 overflow-hidden rounded-full bg-coral-soft">
        <div className="h-full rounded-full bg-sage" style={{ width: `${share}%` }} />
      </div>
      <p className="mt-2 flex flex-wrap items-center gap-2 text-[13px] text-ink-2">
        <span>{t("questions.asked", { count: group.asked })}</span>
        {group.unanswered > 0 && (
          <Badge tone="coral">{t("questions.unanswered", { count: group.unanswered })}</Badge>
        )}
        {group.unanswered > 0 && group.is_answered_now && (
          <Badge tone="sage">{t("questions.answeredNow")}</Badge>
        )}
        {group.conversations[0] && (
          <Link
            to="/inbox/$conversationId"
            params={{ conversationId: group.conversations[0] }}
            className="underline underline-offset-2"
          >
            {t("questions.example")}
          </Link>
        )}
      </p>
    </li>
  );
}

/** What customers ask most, and what to write down so that it is answered next time. */
export function QuestionsTab() {
  const { t } = useTranslation();
  const { canReply } = useAbilities();
  const [which, setWhich] = useState<"all" | "unanswered">("all");
  const [days, setDays] = useState<"7" | "30" | "90">("30");
  const [taught, setTaught] = useState<QuestionGroup | null>(null);
  const { data, error, refetch } = useQuery(questionsQuery(Number(days), which === "unanswered"));
  return (
    <div className="max-w-3xl">
      <div className="mb-5 flex flex-wrap gap-3">
        <Segmented
          label={t("questions.which")}
          value={which}
          onChange={setWhich}
          options={[
            { value: "all", label: t("questions.all") },
            { value: "unanswered", label: t("questions.open") },
          ]}
        />
        <Segmented
          label={t("questions.span")}
          value={days}
          onChange={setDays}
          options={(["7", "30", "90"] as const).map((value) => ({
            value,
            label: t("questions.days", { count: Number(value) }),
          }))}
        />
      </div>
      {error && !data && <Failed error={error} onRetry={() => refetch()} />}
      {!data && !error && <Bones rows={4} className="h-24 rounded-3xl" />}
      {data?.results.length === 0 && (
        <Empty
          picture={<MessageCircleQuestion />}
          title={t("questions.emptyTitle")}
          text={t("questions.emptyText")}
        />
      )}
      <ol className="flex flex-col gap-3">
        {data?.results.map((group) => (
          <GroupRow
            key={`${group.intent}${group.question}`}
            group={group}
            onTeach={canReply ? () => setTaught(group) : null}
          />
        ))}
      </ol>
      {taught && <TeachDialog group={taught} onClose={() => setTaught(null)} />}
    </div>
  );
}
