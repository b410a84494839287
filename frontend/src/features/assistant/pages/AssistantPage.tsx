import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChartNoAxesColumn, SendHorizontal, Trash2 } from "lucide-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { flatten } from "@/shared/api/paging";
import { useErrorText } from "@/shared/i18n/errorText";
import { useStore } from "@/shared/lib/store";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { Confirm } from "@/shared/ui/Confirm";
import { IconButton } from "@/shared/ui/IconButton";
import { More } from "@/shared/ui/More";
import { Page } from "@/shared/ui/Page";
import { Spinner } from "@/shared/ui/Spinner";
import { Bones, Failed } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { askAssistant, type Exchange, type Fact, forgetAll, historyQuery } from "../api";
import { writing } from "../live";

const TRIES = ["new", "wait", "speed", "open", "csat", "mine"] as const;

function Figures({ fact }: { fact: Fact }) {
  const { t } = useTranslation();
  if (fact.rows.length === 0) return null;
  return (
    <dl className="mt-3 grid grid-cols-[minmax(0,1fr)_auto] gap-x-6 gap-y-1.5 rounded-xl bg-surface p-3 text-sm">
      {fact.rows.map((row) => (
        <div key={`${row.label}${row.conversation}`} className="contents">
          <dt className="min-w-0 truncate">
            {row.conversation ? (
              <Link
                to="/inbox/$conversationId"
                params={{ conversationId: row.conversation }}
                className="font-medium underline underline-offset-2"
              >
                {row.label}
              </Link>
            ) : (
              t(`assistant.label.${row.label as "total"}`, { defaultValue: row.label })
            )}
          </dt>
          <dd className="max-w-60 truncate text-right tabular-nums text-ink-2">{String(row.value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Bubbles({ exchange }: { exchange: Exchange }) {
  const { t } = useTranslation();
  return (
    <li className="flex flex-col gap-2">
      <p className="max-w-[88%] self-end rounded-[20px] rounded-br-md bg-bubble-out px-3.5 py-2 text-sm">
        {exchange.question}
      </p>
      <div className="w-fit max-w-[92%] rounded-[20px] rounded-bl-md border border-sage-line bg-sage-soft px-3.5 py-2.5 text-sm">
        <p className="whitespace-pre-wrap">{exchange.answer}</p>
        {exchange.facts.map((fact) => (
          <Figures key={`${fact.tool}${fact.period}`} fact={fact} />
        ))}
        <Badge className="mt-2 bg-surface">
          {exchange.model === "model-free" ? t("trace.modelFree") : exchange.model}
        </Badge>
      </div>
    </li>
  );
}

/** Questions about the workspace itself, answered from what the member may see. */
export function AssistantPage() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const end = useRef<HTMLDivElement>(null);
  const [question, setQuestion] = useState("");
  const [isForgetting, setForgetting] = useState(false);
  const written = useStore(writing, (text) => text);
  const list = useInfiniteQuery(historyQuery);
  const { data, error, refetch } = list;
  const exchanges = flatten(data).toReversed();
  const again = () => client.invalidateQueries({ queryKey: historyQuery.queryKey });
  const asking = useMutation({
    mutationFn: askAssistant,
    onMutate: () => writing.update(() => ""),
    onSuccess: again,
    onError: (failure, asked) => {
      setQuestion(asked);
      toast.error(errorText(failure));
    },
  });
  const forgetting = useMutation({
    mutationFn: forgetAll,
    onSuccess: async () => {
      await again();
      setForgetting(false);
    },
    onError: (failure) => toast.error(errorText(failure)),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the end is followed whenever something is added
  useEffect(() => {
    end.current?.scrollIntoView?.({ block: "end" });
  }, [exchanges.length, asking.isPending]);

  function put(text: string): void {
    if (!text.trim() || asking.isPending) return;
    asking.mutate(text.trim());
    setQuestion("");
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    put(question);
  };
  return (
    <Page
      title={t("assistant.title")}
      text={t("assistant.text")}
      action={
        exchanges.length > 0 && (
          <Button look="quiet" onClick={() => setForgetting(true)}>
            <Trash2 aria-hidden="true" className="size-4" />
            {t("assistant.forget")}
          </Button>
        )
      }
    >
      <div className="mx-auto flex max-w-3xl flex-col gap-4">
        {error && !data && <Failed error={error} onRetry={() => refetch()} />}
        {!data && !error && <Bones rows={3} className="h-16 rounded-3xl" />}
        <More list={list} size="sm" look="quiet" className="self-center" label={t("assistant.earlier")} />
        <div role="log" aria-label={t("assistant.title")}>
          <ol className="flex flex-col gap-5">
            {exchanges.map((exchange) => (
              <Bubbles key={exchange.id} exchange={exchange} />
            ))}
          </ol>
        </div>
        {asking.isPending && (
          <div className="flex flex-col gap-2">
            <p className="max-w-[88%] self-end rounded-[20px] rounded-br-md bg-bubble-out px-3.5 py-2 text-sm">
              {asking.variables}
            </p>
            <p role="status" className="flex items-center gap-2 text-sm text-sage">
              {!written && <Spinner />}
              {written || t("assistant.thinking")}
            </p>
          </div>
        )}
        {data && exchanges.length === 0 && !asking.isPending && (
          <div className="flex flex-col items-center gap-3 py-8 text-center">
            <ChartNoAxesColumn aria-hidden="true" className="size-9 stroke-[1.5] text-sage" />
            <h2 className="text-lg font-semibold">{t("assistant.emptyTitle")}</h2>
          </div>
        )}
        <div className="flex flex-wrap justify-center gap-2">
          {TRIES.map((name) => (
            <Button
              key={name}
              size="sm"
              className="rounded-full"
              disabled={asking.isPending}
              onClick={() => put(t(`assistant.try.${name}`))}
            >
              {t(`assistant.try.${name}`)}
            </Button>
          ))}
        </div>
        <form
          onSubmit={onSubmit}
          className="sticky bottom-4 flex items-center gap-2 rounded-full border border-line-strong bg-surface py-1 pr-1 pl-4 shadow-card focus-within:border-primary"
        >
          <input
            aria-label={t("assistant.ask")}
            placeholder={t("assistant.ask")}
            value={question}
            maxLength={1000}
            onChange={(event) => setQuestion(event.target.value)}
            className="min-h-10 min-w-0 flex-1 bg-transparent text-sm outline-none"
          />
          <IconButton
            type="submit"
            label={t("assistant.send")}
            look="primary"
            disabled={!question.trim() || asking.isPending}
            className="rounded-full"
          >
            <SendHorizontal className="size-4" />
          </IconButton>
        </form>
        <div ref={end} />
      </div>
      <Confirm
        isOpen={isForgetting}
        title={t("assistant.forget")}
        text={t("assistant.forgetText")}
        action={t("assistant.forget")}
        isBusy={forgetting.isPending}
        onConfirm={() => forgetting.mutate()}
        onClose={() => setForgetting(false)}
      />
    </Page>
  );
}
