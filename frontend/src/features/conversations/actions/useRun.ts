import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useErrorText } from "@/shared/i18n/errorText";
import { toast } from "@/shared/ui/toast";
import { noteJob } from "../bulk/jobs";
import { clearSelection } from "../bulk/selection";
import { viewsQuery } from "../list/api";
import { type BulkChange, type Many, startBulk } from "./api";
import type { Target } from "./picker";
import { useConversationActions } from "./useConversationActions";

export function onlyId(target: Target): string | null {
  return "ids" in target && target.ids.length === 1 ? (target.ids[0] ?? null) : null;
}

/** Begin one change of many conversations. */
export function useBulk() {
  const client = useQueryClient();
  const errorText = useErrorText();
  const { mutate } = useMutation({
    mutationFn: ({ target, change }: { target: Target; change: BulkChange }) =>
      startBulk(many(target), change),
    onSuccess: (job) => {
      noteJob(job);
      clearSelection();
    },
    onError: (error) => toast.error(errorText(error)),
  });
  function many(target: Target): Many {
    if ("ids" in target) return target;
    const views = client.getQueryData(viewsQuery.queryKey);
    const view = views?.find((one) => one.id === target.shown.view);
    return { filters: target.shown, viewFilter: view?.filter ?? null };
  }
  return (target: Target, change: BulkChange) => mutate({ target, change });
}

/** Do one thing to what is meant: at once to a single conversation, as a job with progress and undo to several. */
export function useRun(target: Target) {
  const id = onlyId(target);
  const one = useConversationActions(id ?? "");
  const bulk = useBulk();
  const run = (change: BulkChange, single: () => void) => (id ? single() : bulk(target, change));
  return { one, run, isOne: id !== null };
}
