import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { PartyPopper, SendHorizontal, Sparkles } from "lucide-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { uuid } from "@/shared/lib/uuid";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { FormError } from "@/shared/ui/FormError";
import { IconButton } from "@/shared/ui/IconButton";
import { SourcePlace } from "@/shared/ui/SourcePlace";
import { Spinner } from "@/shared/ui/Spinner";
import { finish, type Played, say, WIZARD, type Wizard } from "../api";

type Exchange = { key: string; question: string; answer: Played | null };

/** "Manicure" as it stands within a sentence; "SPA" stays as it is. */
function inSentence(name: string): string {
  const [first = "", second = ""] = name;
  return second === second.toLowerCase() ? first.toLowerCase() + name.slice(first.length) : name;
}

/** A talk with the assistant as customers will have it: the same answers from the same sources, only nothing is sent. */
export function TestStep({ state }: { state: Wizard }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const log = useRef<HTMLDivElement>(null);
  const [question, setQuestion] = useState("");
  const [exchanges, setExchanges] = useState<readonly Exchange[]>([]);
  const session = exchanges.findLast(({ answer }) => answer?.session)?.answer?.session ?? null;
  const asking = useMutation({
    mutationFn: ({ text }: { key: string; text: string }) => say(text, session),
    onSuccess: (answer, { key }) =>
      setExchanges((all) => all.map((one) => (one.key === key ? { ...one, answer } : one))),
    onError: (_error, { key, text }) => {
      setExchanges((all) => all.filter((one) => one.key !== key));
      setQuestion(text);
    },
  });
  const ending = useMutation({
    mutationFn: finish,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: WIZARD });
      await navigate({ to: "/inbox" });
    },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the end is followed whenever something is added
  useEffect(() => {
    log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [exchanges]);

  function put(text: string): void {
    if (!text.trim() || asking.isPending) return;
    const key = uuid();
    setExchanges((all) => [...all, { key, question: text.trim(), answer: null }]);
    setQuestion("");
    asking.mutate({ key, text: text.trim() });
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    put(question);
  };
  const suggestions = [
    ...state.asked_about.map((name) => t("welcome.test.price", { service: inSentence(name) })),
    t("welcome.test.hours"),
    t("welcome.test.where"),
  ].slice(0, 3);
  const isAnswered = exchanges.some(({ answer }) => answer);
  return (
    <section className="flex flex-col gap-6">
      <header>
        <h1 className="text-[28px] leading-tight font-semibold tracking-[-0.02em] text-balance md:text-[34px]">
          {t("welcome.test.title")}
        </h1>
        <p className="mt-2 max-w-prose text-pretty text-ink-2">{t("welcome.test.text")}</p>
      </header>
      <div className="flex h-[min(30rem,62dvh)] flex-col rounded-[28px] border bg-surface p-4 shadow-card">
        <div
          ref={log}
          role="log"
          aria-label={t("welcome.test.log")}
          className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto px-1 pb-3"
        >
          {exchanges.length === 0 && (
            <div className="my-auto flex flex-col items-center gap-2">
              <p className="mb-1 text-sm text-ink-2">{t("welcome.test.try")}</p>
              {suggestions.map((text) => (
                <Button
                  key={text}
                  className="h-auto max-w-full rounded-full py-2 whitespace-normal"
                  onClick={() => put(text)}
                >
                  {text}
                </Button>
              ))}
            </div>
          )}
          {exchanges.map(({ key, question: asked, answer }) => (
            <div key={key} className="flex flex-col gap-2">
              <p className="max-w-[88%] self-end rounded-[20px] rounded-br-md bg-bubble-out px-3.5 py-2">
                {asked}
              </p>
              {answer ? (
                <div className="max-w-[88%] self-start rounded-[20px] rounded-bl-md border border-sage-line bg-sage-soft px-3.5 py-2.5">
                  <p className="mb-0.5 flex items-center gap-1.5 text-xs font-medium text-sage">
                    <Sparkles aria-hidden="true" className="size-3" />
                    {state.persona.name || state.brand.name}
                  </p>
                  <p className="whitespace-pre-wrap">{answer.answer}</p>
                  <p className="mt-1.5 flex flex-wrap items-center gap-1.5 empty:hidden">
                    {answer.handed_off && <Badge tone="coral">{t("agent.handedOff")}</Badge>}
                    {answer.citations.map((citation) => (
                      <Badge
                        key={`${citation.document}${citation.page}${citation.row}`}
                        className="bg-surface"
                      >
                        <SourcePlace name={citation.name} page={citation.page} row={citation.row} />
                      </Badge>
                    ))}
                  </p>
                </div>
              ) : (
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
          <input
            aria-label={t("welcome.test.ask")}
            placeholder={t("welcome.test.ask")}
            maxLength={4000}
            value={question}
            onChange={(event) => setQuestion(event.target.value)}
            className="min-h-11 min-w-0 flex-1 bg-transparent outline-none"
          />
          <IconButton
            type="submit"
            label={t("composer.send")}
            look="primary"
            disabled={!question.trim() || asking.isPending}
            className="rounded-full"
          >
            <SendHorizontal className="size-4" />
          </IconButton>
        </form>
      </div>
      <FormError error={asking.error ?? ending.error} />
      <footer className="flex flex-wrap items-center gap-3">
        <Button
          look={isAnswered ? "primary" : "secondary"}
          size="lg"
          isBusy={ending.isPending || ending.isSuccess}
          onClick={() => ending.mutate()}
        >
          {isAnswered && <PartyPopper aria-hidden="true" className="size-5" />}
          {t(isAnswered ? "welcome.test.open" : "welcome.test.later")}
        </Button>
      </footer>
    </section>
  );
}
