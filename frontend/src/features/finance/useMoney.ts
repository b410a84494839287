import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { useErrorText } from "@/shared/i18n/errorText";
import { useAbilities } from "@/shared/session";
import { toast } from "@/shared/ui/toast";
import { MONEY, PLANS } from "./api";

/** Fetch everything about money again, and the plan's own page with it. */
export async function fetchAgain(client: QueryClient): Promise<void> {
  await Promise.all([MONEY, PLANS].map((queryKey) => client.invalidateQueries({ queryKey })));
}

/** Do something about money, then fetch everything about it again. */
export function useMoney<A, R>(act: (wanted: A) => Promise<R>, said?: string, onDone?: (result: R) => void) {
  const client = useQueryClient();
  const errorText = useErrorText();
  return useMutation({
    mutationFn: act,
    onSuccess: (result) => {
      if (said) toast.success(said);
      onDone?.(result);
    },
    onError: (error) => toast.error(errorText(error)),
    onSettled: () => fetchAgain(client),
  });
}

/** Whether one moves money here: the owner, and who else was allowed to. */
export function useMovesMoney(): boolean {
  return useAbilities("plan.manage").canManage;
}
