import { Link } from "@tanstack/react-router";
import { PencilLine } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Turn } from "@/shared/api/types";
import { useLanguage } from "@/shared/i18n";
import { fullWhen } from "@/shared/lib/dates";
import { useAbilities } from "@/shared/session";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { TraceView } from "@/shared/ui/TraceView";
import { correctionOf, saidBy } from "../said";
import { useTurnReason } from "../useTurnReason";
import { CorrectDialog } from "./CorrectDialog";

const TONES = {
  sent: "sage",
  drafted: "honey",
  handed_off: "coral",
  aborted: "neutral",
  failed: "danger",
} as const;

/** One question and what became of it; its reasons unfold. */
export function TurnRow({ turn }: { turn: Turn }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const reason = useTurnReason();
  const { may } = useAbilities();
  const [isWrong, setIsWrong] = useState(false);
  return (
    <li className="rounded-3xl border bg-surface p-4 shadow-card">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-[13px] text-ink-2">
        <Badge tone={TONES[turn.outcome]}>{t(`turns.outcome.${turn.outcome}`)}</Badge>
        {turn.conversation ? (
          <Link
            to="/inbox/$conversationId"
            params={{ conversationId: turn.conversation }}
            className="font-medium text-ink underline-offset-2 hover:underline"
          >
            {turn.contact}
          </Link>
        ) : (
          <span>{t("turns.played")}</span>
        )}
        <span>{fullWhen(turn.created_at, language)}</span>
      </p>
      <p className="mt-2 font-medium whitespace-pre-wrap">{turn.question}</p>
      {turn.answer && <p className="mt-1 text-sm whitespace-pre-wrap text-ink-2">{turn.answer}</p>}
      {turn.reason && <p className="mt-1 text-[13px] text-ink-3">{reason(turn)}</p>}
      <details className="mt-2">
        <summary className="w-fit text-[13px] font-semibold text-sage underline decoration-dotted underline-offset-2">
          {t("trace.why")}
        </summary>
        <div className="mt-3 rounded-xl bg-sunken/50 p-3">
          <TraceView trace={turn.trace} />
        </div>
      </details>
      {may("knowledge.edit") && turn.question && (
        <Button size="sm" look="quiet" className="mt-1 -ml-2.5" onClick={() => setIsWrong(true)}>
          <PencilLine aria-hidden="true" className="size-4" />
          {t(saidBy(turn) ? "correct.open" : "questions.teach")}
        </Button>
      )}
      {isWrong && (
        <CorrectDialog question={turn.question} {...correctionOf(turn)} onClose={() => setIsWrong(false)} />
      )}
    </li>
  );
}
