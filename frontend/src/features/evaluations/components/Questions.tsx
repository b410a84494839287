import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Download, GraduationCap, Plus, Upload } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { flatten } from "@/shared/api/paging";
import { useErrorText } from "@/shared/i18n/errorText";
import { useAbilities } from "@/shared/session";
import { Button } from "@/shared/ui/Button";
import { Confirm } from "@/shared/ui/Confirm";
import { Segmented } from "@/shared/ui/Segmented";
import { Bones, Empty, Failed } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import {
  deleteQuestion,
  type EvalQuestion,
  type EvalResult,
  importQuestions,
  keys,
  questionsQuery,
  runQuery,
} from "../api";
import { isGood, turnOf } from "../figures";
import { QuestionDialog } from "./QuestionDialog";
import { type CorrectForm, ResultRow } from "./ResultRow";

type Shown = "all" | "bad" | "changed";

const IS_SHOWN: Record<Exclude<Shown, "all">, (result: EvalResult) => boolean> = {
  bad: (result) => !isGood(result.verdict),
  changed: (result) => turnOf(result) !== null,
};

/** What to list: all questions page by page, or those of the last run's results that stand out. */
function wantedOf(
  shown: Shown,
  kept: readonly EvalQuestion[],
  results: readonly EvalResult[],
): readonly EvalQuestion[] {
  if (shown === "all") return kept;
  const known = new Map(kept.map((question) => [question.id, question]));
  return results.filter(IS_SHOWN[shown]).map((result) => known.get(result.question.id) ?? result.question);
}

/** The questions with their last answers. `runId` is the last run that is done, "" before the first. */
export function Questions({ runId, Correct }: { runId: string; Correct: CorrectForm }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const { canManage } = useAbilities("agent.manage");
  const picker = useRef<HTMLInputElement>(null);
  const [shown, setShown] = useState<Shown>("all");
  const [edited, setEdited] = useState<EvalQuestion | "new" | null>(null);
  const [doomed, setDoomed] = useState<EvalQuestion | null>(null);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery(questionsQuery);
  const { data: run } = useQuery(runQuery(runId));
  const onError = (problem: unknown) => toast.error(errorText(problem));
  const again = () => client.invalidateQueries({ queryKey: keys.all });
  const { mutate: remove, isPending: isRemoving } = useMutation({
    mutationFn: deleteQuestion,
    onSuccess: async () => {
      setDoomed(null);
      await again();
    },
    onError,
  });
  const { mutate: take, isPending: isTaking } = useMutation({
    mutationFn: importQuestions,
    onSuccess: async ({ added, changed }) => {
      toast.success(t("evaluations.imported", { added, changed }));
      await again();
    },
    onError,
  });

  if (error && !data) return <Failed error={error} onRetry={() => refetch()} />;
  if (!data) return <Bones rows={4} className="h-14 rounded-2xl" />;
  const questions = flatten(data);
  const results = new Map(run?.results.map((result) => [result.question.id, result]));
  const wanted = wantedOf(shown, questions, run?.results ?? []);
  const addButton = canManage && (
    <Button size="sm" look="soft" onClick={() => setEdited("new")}>
      <Plus aria-hidden="true" className="size-4" />
      {t("evaluations.add")}
    </Button>
  );
  return (
    <section aria-label={t("evaluations.questions")}>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
        <Segmented
          label={t("evaluations.show")}
          value={shown}
          onChange={setShown}
          options={(["all", "bad", "changed"] as const).map((value) => ({
            value,
            label: t(`evaluations.shown.${value}`),
          }))}
        />
        <div className="flex flex-wrap gap-2">
          {canManage && (
            <>
              <input
                ref={picker}
                type="file"
                accept=".jsonl,.ndjson,.txt"
                aria-label={t("evaluations.import")}
                className="sr-only"
                tabIndex={-1}
                onChange={(event) => {
                  const [file] = event.target.files ?? [];
                  if (file) take(file);
                  event.target.value = "";
                }}
              />
              <Button size="sm" isBusy={isTaking} onClick={() => picker.current?.click()}>
                <Upload aria-hidden="true" className="size-4" />
                {t("evaluations.import")}
              </Button>
            </>
          )}
          {questions.length > 0 && (
            <Button size="sm" asChild>
              <a href="/api/evaluations/export/" download="questions.jsonl">
                <Download aria-hidden="true" className="size-4" />
                {t("evaluations.export")}
              </a>
            </Button>
          )}
          {addButton}
        </div>
      </div>
      {questions.length === 0 && (
        <Empty
          picture={<GraduationCap />}
          title={t("evaluations.empty")}
          text={t("evaluations.emptyText")}
          className="rounded-3xl border bg-surface"
        />
      )}
      {questions.length > 0 && wanted.length === 0 && (
        <p className="rounded-3xl border bg-surface px-6 py-8 text-center text-sm text-ink-2">
          {t(`evaluations.none.${shown === "changed" ? "changed" : "bad"}`)}
        </p>
      )}
      {wanted.length > 0 && (
        <ul className="divide-y rounded-3xl border bg-surface shadow-card">
          {wanted.map((question) => (
            <ResultRow
              key={question.id}
              question={question}
              result={results.get(question.id)}
              Correct={Correct}
              {...(canManage
                ? { onEdit: () => setEdited(question), onDelete: () => setDoomed(question) }
                : {})}
            />
          ))}
        </ul>
      )}
      {shown === "all" && hasNextPage && (
        <Button className="mx-auto mt-5 flex" isBusy={isFetchingNextPage} onClick={() => fetchNextPage()}>
          {t("turns.more")}
        </Button>
      )}
      {edited && (
        <QuestionDialog question={edited === "new" ? null : edited} onClose={() => setEdited(null)} />
      )}
      <Confirm
        isOpen={doomed !== null}
        title={t("evaluations.delete")}
        text={doomed?.question ?? ""}
        action={t("common.delete")}
        isBusy={isRemoving}
        onConfirm={() => doomed && remove(doomed.id)}
        onClose={() => setDoomed(null)}
      />
    </section>
  );
}
