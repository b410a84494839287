import { useMutation } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "@/shared/i18n/errorText";
import { useStore } from "@/shared/lib/store";
import { toast } from "@/shared/ui/toast";
import { bulkJob, undoBulk } from "../actions/api";
import { type BulkJob, dismissJob, jobs, noteJob } from "./jobs";

const ASK_EVERY_MS = 2_000;
const DONE_SHOWN_MS = 60_000;
const UNDONE_SHOWN_MS = 5_000;

function Job({ job }: { job: BulkJob }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { id, state, total, changed, skipped, undone } = job;
  const isMoving = state === "running" || state === "undoing";
  useEffect(() => {
    if (!isMoving) {
      const timer = setTimeout(() => dismissJob(id), state === "done" ? DONE_SHOWN_MS : UNDONE_SHOWN_MS);
      return () => clearTimeout(timer);
    }
    // Frames tell it sooner; this is for a socket that is away.
    const timer = setInterval(() => bulkJob(id).then(noteJob, () => {}), ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [id, state, isMoving]);
  const { mutate: undo, isPending } = useMutation({
    mutationFn: () => undoBulk(id),
    onSuccess: noteJob,
    onError: (error) => toast.error(errorText(error)),
  });
  const done = state === "undoing" ? undone : changed + skipped;
  const name = t(`bulk.action.${job.action as "status"}`);
  return (
    <li className="flex flex-col gap-1.5 rounded-2xl border bg-surface px-3 py-2 text-[13px] shadow-card">
      <div className="flex items-center gap-2">
        <p role="status" className="min-w-0 flex-1">
          {state === "running" && t("bulk.running", { name, done, total })}
          {state === "undoing" && t("bulk.undoing", { done, total: changed })}
          {state === "done" && t("bulk.done", { name, count: changed })}
          {state === "undone" && t("bulk.undone", { count: undone })}
          {state === "done" && skipped > 0 && ` ${t("bulk.skipped", { count: skipped })}`}
        </p>
        {state === "done" && (
          <button
            type="button"
            disabled={isPending}
            onClick={() => undo()}
            className="min-h-8 px-1 font-semibold text-primary underline underline-offset-4"
          >
            {t("common.undo")}
          </button>
        )}
        {!isMoving && (
          <button
            type="button"
            aria-label={t("common.close")}
            onClick={() => dismissJob(id)}
            className="grid size-8 place-items-center rounded-lg text-ink-3 hover:bg-sunken pointer-coarse:size-11"
          >
            <X className="size-4" />
          </button>
        )}
      </div>
      {isMoving && (
        <progress
          aria-label={name}
          max={Math.max(total, 1)}
          value={done}
          className="h-1.5 w-full accent-primary"
        />
      )}
    </li>
  );
}

export function BulkProgress() {
  const { t } = useTranslation();
  const all = useStore(jobs, (held) => held);
  return (
    <ul aria-label={t("bulk.jobs")} className="flex flex-col gap-2 p-2">
      {all.map((job) => (
        <Job key={job.id} job={job} />
      ))}
    </ul>
  );
}
