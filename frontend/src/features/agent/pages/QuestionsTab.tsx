import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { BookOpenCheck, MessageCircleQuestion } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAbilities } from "@/shared/session";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { Segmented } from "@/shared/ui/Segmented";
import { Bones, Empty, Failed } from "@/shared/ui/States";
import { CorrectDialog } from "../components/CorrectDialog";
import { type QuestionGroup, questionsQuery } from "../insight";

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
        {onTeach && (
          <Button size="sm" look={group.unanswered > 0 ? "soft" : "quiet"} onClick={onTeach}>
            <BookOpenCheck aria-hidden="true" className="size-4" />
            {t(group.unanswered > 0 ? "questions.teach" : "questions.teachAnew")}
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
  const { may } = useAbilities();
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
            onTeach={may("knowledge.edit") ? () => setTaught(group) : null}
          />
        ))}
      </ol>
      {taught && (
        <CorrectDialog
          question={taught.question}
          phrasings={taught.wordings}
          onClose={() => setTaught(null)}
        />
      )}
    </div>
  );
}
