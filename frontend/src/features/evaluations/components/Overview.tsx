import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { useErrorText } from "@/shared/i18n/errorText";
import { useAbilities } from "@/shared/session";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { toast } from "@/shared/ui/toast";
import { type EvalRun, keys, startRun, takeThreshold } from "../api";
import { figuresOf, percent } from "../figures";
import { Chart } from "./Chart";

function Tile({ label, value, note }: { label: string; value: string; note: string }) {
  return (
    <div className="rounded-2xl bg-sunken/70 px-4 py-3">
      <dt className="text-[13px] text-ink-2">{label}</dt>
      <dd className="mt-0.5 text-2xl font-semibold tabular-nums">{value}</dd>
      <dd className="text-xs text-ink-3">{note}</dd>
    </div>
  );
}

function Threshold({ run }: { run: EvalRun }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const client = useQueryClient();
  const { mutate, isPending, isSuccess } = useMutation({
    mutationFn: () => takeThreshold(run.id),
    onSuccess: async () => {
      toast.success(t("evaluations.thresholdTaken"));
      await client.invalidateQueries({ queryKey: ["agent", "settings"] });
    },
    onError: (error) => toast.error(errorText(error)),
  });
  const { fitted_threshold: fitted, threshold } = run;
  if (isSuccess || fitted === null || threshold === null || Math.abs(fitted - threshold) < 0.02) return null;
  return (
    <div className="mt-4 flex flex-wrap items-center justify-between gap-3 rounded-2xl border border-sage-line bg-sage-soft px-4 py-3 text-sm">
      <p className="max-w-prose">
        {t("evaluations.thresholdText", { fitted: fitted.toFixed(2), now: threshold.toFixed(2) })}
      </p>
      <Button size="sm" isBusy={isPending} onClick={() => mutate()}>
        {t("evaluations.thresholdTake")}
      </Button>
    </div>
  );
}

type OverviewProps = { runs: readonly EvalRun[]; hasQuestions: boolean };

/** How good the answers are, whether they get better, and the button that asks everything again. */
export function Overview({ runs, hasQuestions }: OverviewProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const errorText = useErrorText();
  const client = useQueryClient();
  const { canManage } = useAbilities("agent.manage");
  const { mutate, isPending } = useMutation({
    mutationFn: startRun,
    onSuccess: () => client.invalidateQueries({ queryKey: keys.runs }),
    onError: (error) => toast.error(errorText(error)),
  });
  const running = runs[0]?.state === "running" ? runs[0] : null;
  const [last, before] = runs.filter((run) => run.state === "done");
  const now = last && figuresOf(last);
  const then = before && figuresOf(before);
  const wasText = (value: number | null | undefined) =>
    value === null || value === undefined ? "" : t("evaluations.was", { value: percent(value, language) });
  return (
    <Card
      title={t("evaluations.title")}
      text={t("evaluations.text")}
      action={
        canManage && (
          <Button
            look="primary"
            isBusy={isPending || running !== null}
            disabled={!hasQuestions}
            onClick={() => mutate()}
          >
            {!isPending && !running && <Play aria-hidden="true" className="size-4" />}
            {t("evaluations.run")}
          </Button>
        )
      }
    >
      <p role="status" className="text-sm text-ink-2 empty:hidden">
        {running && t("evaluations.running", { done: running.done, total: running.total })}
      </p>
      {running && (
        <progress
          aria-label={t("evaluations.run")}
          className="mt-1 mb-3 h-1.5 w-full accent-primary"
          value={running.done}
          max={Math.max(1, running.total)}
        />
      )}
      {last && now && (
        <>
          <dl className="mb-5 grid grid-cols-2 gap-3 lg:grid-cols-4">
            <Tile
              label={t("evaluations.line.right")}
              value={percent(now.right, language)}
              note={`${t("evaluations.of", { part: last.right, whole: last.answerable })} ${wasText(then?.right)}`}
            />
            <Tile
              label={t("evaluations.line.found")}
              value={percent(now.found, language)}
              note={`${t("evaluations.of", { part: last.found_in_five, whole: last.with_sources })} ${wasText(then?.found)}`}
            />
            <Tile
              label={t("evaluations.refused")}
              value={String(last.refused)}
              note={before ? t("evaluations.was", { value: before.refused }) : ""}
            />
            <Tile
              label={t("evaluations.wrong")}
              value={String(last.wrong + last.false_answers)}
              note={before ? t("evaluations.was", { value: before.wrong + before.false_answers }) : ""}
            />
          </dl>
          <Chart runs={runs} />
          {canManage && <Threshold run={last} />}
        </>
      )}
    </Card>
  );
}
