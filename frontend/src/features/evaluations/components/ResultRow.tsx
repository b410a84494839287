import { BookOpenCheck, ChevronDown, TrendingDown, TrendingUp } from "lucide-react";
import { type ComponentType, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/shared/lib/cn";
import { useAbilities } from "@/shared/session";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { RowActions } from "@/shared/ui/RowActions";
import { SourcePlace } from "@/shared/ui/SourcePlace";
import type { EvalQuestion, EvalResult, Verdict } from "../api";
import { isGood, turnOf } from "../figures";

function VerdictBadge({ verdict }: { verdict: Verdict | null }) {
  const { t } = useTranslation();
  if (verdict === null) return <Badge>{t("evaluations.notAsked")}</Badge>;
  const tone = isGood(verdict) ? "sage" : verdict === "refused" ? "honey" : "danger";
  return <Badge tone={tone}>{t(`evaluations.verdict.${verdict}`)}</Badge>;
}

/** Takes the right answer to a question that is kept; the agent's own, put in by the route. */
export type CorrectForm = ComponentType<{
  question: string;
  said: string;
  isKept: boolean;
  isFromPriceList: boolean;
  onClose: () => void;
}>;

/** Without a model an answer that no passage was used for stands in the price list. */
function isFromPriceList({ verdict, planner, passage }: EvalResult): boolean {
  return verdict === "wrong" && planner === "model-free" && !passage?.used;
}

function Detail({ result, onCorrect }: { result: EvalResult; onCorrect: (() => void) | null }) {
  const { t } = useTranslation();
  return (
    <div className="flex flex-col gap-3 pt-3 text-sm">
      <div>
        <h4 className="text-xs font-semibold text-ink-2">{t("evaluations.said")}</h4>
        <p className="mt-0.5 break-words whitespace-pre-wrap">{result.answer || "–"}</p>
      </div>
      {result.lacks.length > 0 && (
        <p className="text-danger">{t("evaluations.lacks", { what: result.lacks.join(", ") })}</p>
      )}
      {result.said_wrongly.length > 0 && (
        <p className="text-danger">
          {t("evaluations.saidWrongly", { what: result.said_wrongly.join(", ") })}
        </p>
      )}
      {result.passage ? (
        <div
          className={cn(
            "rounded-2xl border p-3",
            result.passage.used ? "border-sage-line bg-sage-soft" : "bg-sunken/60",
          )}
        >
          <h4 className="mb-1 flex flex-wrap justify-between gap-2 text-xs text-ink-2">
            <SourcePlace {...result.passage} />
            <span>{t(result.passage.used ? "evaluations.readUsed" : "evaluations.readFirst")}</span>
          </h4>
          <p className="break-words whitespace-pre-wrap">{result.passage.text || t("trace.deleted")}</p>
        </div>
      ) : (
        <p className="text-ink-3">{t("evaluations.readNothing")}</p>
      )}
      {result.all_found === false && <p className="text-honey">{t("evaluations.notFound")}</p>}
      {onCorrect && (
        <Button size="sm" look="soft" className="self-start" onClick={onCorrect}>
          <BookOpenCheck aria-hidden="true" className="size-4" />
          {t(result.verdict === "refused" ? "questions.teach" : "correct.open")}
        </Button>
      )}
    </div>
  );
}

type ResultRowProps = {
  question: EvalQuestion;
  result: EvalResult | undefined;
  Correct: CorrectForm;
  onEdit?: () => void;
  onDelete?: () => void;
};

/** A question with its last answer; opened, it shows the passage it was read from. */
export function ResultRow({ question, result, Correct, onEdit, onDelete }: ResultRowProps) {
  const { t } = useTranslation();
  const { may } = useAbilities();
  const [isOpen, setIsOpen] = useState(false);
  const [isWrong, setIsWrong] = useState(false);
  const isBad = result?.verdict === "wrong" || result?.verdict === "refused";
  const turn = result ? turnOf(result) : null;
  return (
    <li className="px-4 py-3 md:px-5">
      <div className="flex items-start gap-2">
        <button
          type="button"
          aria-expanded={isOpen}
          disabled={!result}
          onClick={() => setIsOpen(!isOpen)}
          className="flex min-h-10 min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1.5 rounded-lg text-left text-sm"
        >
          <span className="min-w-0 flex-1 basis-48 font-medium break-words">{question.question}</span>
          <span className="flex flex-wrap items-center gap-1.5">
            {turn && (
              <Badge tone={turn === "better" ? "sage" : "danger"}>
                {turn === "better" ? (
                  <TrendingUp aria-hidden="true" className="size-3.5" />
                ) : (
                  <TrendingDown aria-hidden="true" className="size-3.5" />
                )}
                {t(`evaluations.${turn}`)}
              </Badge>
            )}
            <VerdictBadge verdict={result?.verdict ?? question.verdict} />
            {result && (
              <ChevronDown
                aria-hidden="true"
                className={cn("size-4 text-ink-3 transition-transform", isOpen && "rotate-180")}
              />
            )}
          </span>
        </button>
        {(onEdit || onDelete) && (
          <RowActions
            name={question.question}
            {...(onEdit ? { onEdit } : {})}
            {...(onDelete ? { onDelete } : {})}
          />
        )}
      </div>
      {isOpen && result && (
        <Detail result={result} onCorrect={isBad && may("knowledge.edit") ? () => setIsWrong(true) : null} />
      )}
      {isWrong && result && (
        <Suspense>
          <Correct
            question={question.question}
            said={result.verdict === "refused" ? "" : result.answer}
            isKept
            isFromPriceList={isFromPriceList(result)}
            onClose={() => setIsWrong(false)}
          />
        </Suspense>
      )}
    </li>
  );
}
