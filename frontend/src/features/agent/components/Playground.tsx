import { useMutation, useQuery } from "@tanstack/react-query";
import { FlaskConical, PencilLine, RotateCcw, SendHorizontal, Sparkles } from "lucide-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Turn } from "@/shared/api/types";
import { useErrorText } from "@/shared/i18n/errorText";
import { uuid } from "@/shared/lib/uuid";
import { useAbilities } from "@/shared/session";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { IconButton } from "@/shared/ui/IconButton";
import { SourcePlace } from "@/shared/ui/SourcePlace";
import { Spinner } from "@/shared/ui/Spinner";
import { TraceView } from "@/shared/ui/TraceView";
import { type PlayedTurn, playedQuery, tryOut } from "../api";
import { correctionOf, saidBy } from "../said";
import { CorrectDialog } from "./CorrectDialog";

type Exchange = { key: string; question: string; answer: Turn | null; error: unknown };

function Answer({ answer, onCorrect }: { answer: Turn; onCorrect: (() => void) | null }) {
  const { t } = useTranslation();
  return (
    <div className="max-w-[88%] rounded-[20px] rounded-bl-md border border-sage-line bg-sage-soft px-3.5 py-2.5 text-sm">
      <p className="whitespace-pre-wrap">{answer.answer || t("agent.saysNothing")}</p>
      <p className="mt-1.5 flex flex-wrap items-center gap-1.5">
        {answer.handed_off && <Badge tone="coral">{t("agent.handedOff")}</Badge>}
        {answer.citations.map((citation) => (
          <Badge key={`${citation.document}${citation.page}${citation.row}`} className="bg-surface">
            <SourcePlace {...citation} />
          </Badge>
        ))}
      </p>
      <details className="mt-2">
        <summary className="w-fit text-xs font-semibold text-sage underline decoration-dotted underline-offset-2">
          {t("trace.why")}
        </summary>
        <div className="mt-3 rounded-xl bg-surface p-3">
          <TraceView trace={answer.trace} />
        </div>
      </details>
      {onCorrect && (
        <Button size="sm" look="quiet" className="mt-1 -ml-2.5" onClick={onCorrect}>
          <PencilLine aria-hidden="true" className="size-4" />
          {t(saidBy(answer) ? "correct.open" : "questions.teach")}
        </Button>
      )}
    </div>
  );
}

function playedBefore(turn: PlayedTurn): Exchange {
  return { key: turn.id, question: turn.question, answer: turn, error: null };
}

/** A conversation with the assistant that no customer sees. */
export function Playground() {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { canReply, may } = useAbilities();
  const log = useRef<HTMLDivElement>(null);
  const [question, setQuestion] = useState("");
  const [exchanges, setExchanges] = useState<readonly Exchange[]>([]);
  const [session, setSession] = useState<string | null>(null);
  const [isAnew, setAnew] = useState(false);
  const [wrong, setWrong] = useState<Exchange | null>(null);
  const { data: old } = useQuery({ ...playedQuery, enabled: canReply });
  const earlier = isAnew ? [] : (old ?? []).map(playedBefore);
  const shown = [...earlier, ...exchanges];
  const begun = session ?? (isAnew ? null : (old?.at(-1)?.session ?? null));
  const patch = (key: string, change: Partial<Exchange>) =>
    setExchanges((all) => all.map((one) => (one.key === key ? { ...one, ...change } : one)));
  const { mutate, isPending } = useMutation({
    mutationFn: ({ text }: { key: string; text: string }) => tryOut(text, begun),
    onSuccess: (answer, { key }) => {
      setSession(answer.session);
      patch(key, { answer });
    },
    onError: (error, { key }) => patch(key, { error }),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the end is followed whenever something is added
  useEffect(() => {
    log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [exchanges]);

  function put(text: string): void {
    if (!text.trim() || isPending) return;
    const key = uuid();
    setExchanges((all) => [...all, { key, question: text.trim(), answer: null, error: null }]);
    mutate({ key, text: text.trim() });
    setQuestion("");
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    put(question);
  };
  const suggestions = [t("agent.try1"), t("agent.try2"), t("agent.try3")];
  return (
    <Card
      title={t("agent.playground")}
      text={t("agent.playgroundText")}
      action={
        shown.length > 0 && (
          <IconButton
            label={t("agent.playAnew")}
            onClick={() => {
              setExchanges([]);
              setSession(null);
              setAnew(true);
            }}
          >
            <RotateCcw className="size-4" />
          </IconButton>
        )
      }
      className="flex h-[min(44rem,80dvh)] flex-col lg:sticky lg:top-6 lg:h-[clamp(26rem,calc(100dvh-16rem),44rem)]"
    >
      <div
        ref={log}
        role="log"
        aria-label={t("agent.playground")}
        className="-mx-2 flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto px-2 pb-3"
      >
        {shown.length === 0 && (
          <div className="my-auto flex flex-col items-center gap-2 text-center">
            <FlaskConical aria-hidden="true" className="mb-1 size-8 stroke-[1.5] text-sage" />
            <p className="mb-2 text-sm text-ink-2">{t("agent.playgroundEmpty")}</p>
            {suggestions.map((text) => (
              <Button key={text} size="sm" className="rounded-full" onClick={() => put(text)}>
                {text}
              </Button>
            ))}
          </div>
        )}
        {shown.map((exchange) => (
          <div key={exchange.key} className="flex flex-col gap-2">
            <p className="max-w-[88%] self-end rounded-[20px] rounded-br-md bg-bubble-out px-3.5 py-2 text-sm">
              {exchange.question}
            </p>
            {exchange.answer && (
              <Answer
                answer={exchange.answer}
                onCorrect={may("knowledge.edit") ? () => setWrong(exchange) : null}
              />
            )}
            {exchange.error !== null && (
              <p role="alert" className="text-sm text-danger">
                {errorText(exchange.error)}
              </p>
            )}
            {!exchange.answer && exchange.error === null && (
              <p role="status" className="flex items-center gap-2 text-sm text-sage">
                <Spinner />
                {t("inbox.agentThinking")}
              </p>
            )}
          </div>
        ))}
      </div>
      <form
        onSubmit={onSubmit}
        className="flex items-center gap-2 rounded-full border border-line-strong bg-surface py-1 pr-1 pl-4 focus-within:border-primary"
      >
        <Sparkles aria-hidden="true" className="size-4 text-sage" />
        <input
          aria-label={t("agent.ask")}
          placeholder={t("agent.ask")}
          value={question}
          onChange={(event) => setQuestion(event.target.value)}
          className="min-h-9 min-w-0 flex-1 bg-transparent text-sm outline-none"
        />
        <IconButton
          type="submit"
          label={t("composer.send")}
          look="primary"
          disabled={!question.trim() || isPending}
          className="rounded-full"
        >
          <SendHorizontal className="size-4" />
        </IconButton>
      </form>
      {wrong?.answer && (
        <CorrectDialog
          question={wrong.question}
          {...correctionOf(wrong.answer)}
          onClose={() => setWrong(null)}
          onCorrected={put}
        />
      )}
    </Card>
  );
}
