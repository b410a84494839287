import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAbilities } from "@/shared/session";
import { Segmented } from "@/shared/ui/Segmented";
import { Bones, Failed } from "@/shared/ui/States";
import { keys, questionsQuery, runsQuery } from "../api";
import { Overview } from "../components/Overview";
import { Questions } from "../components/Questions";
import { ReplayPanel } from "../components/ReplayPanel";
import type { CorrectForm } from "../components/ResultRow";

type View = "questions" | "replay";

export function EvaluationsTab({ Correct }: { Correct: CorrectForm }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { canManage } = useAbilities("agent.manage");
  const [view, setView] = useState<View>("questions");
  const { data: runs, error, refetch } = useQuery(runsQuery);
  const { data: kept } = useInfiniteQuery(questionsQuery);
  const done = runs?.find((run) => run.state === "done")?.id ?? "";
  // biome-ignore lint/correctness/useExhaustiveDependencies: another run that is done means other verdicts
  useEffect(() => {
    void client.invalidateQueries({ queryKey: keys.questions });
  }, [done, client]);
  if (error && !runs) return <Failed error={error} onRetry={() => refetch()} />;
  if (!runs) return <Bones rows={3} className="h-24 rounded-3xl" />;
  return (
    <div className="flex flex-col gap-6">
      {canManage && (
        <Segmented
          label={t("evaluations.view")}
          value={view}
          onChange={setView}
          className="self-start"
          options={[
            { value: "questions", label: t("evaluations.questions") },
            { value: "replay", label: t("evaluations.replay") },
          ]}
        />
      )}
      {view === "replay" && canManage ? (
        <ReplayPanel />
      ) : (
        <>
          <Overview runs={runs} hasQuestions={(kept?.pages[0]?.results.length ?? 0) > 0} />
          <Questions runId={done} Correct={Correct} />
        </>
      )}
    </div>
  );
}
