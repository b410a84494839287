import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { ApiError } from "@/shared/api/errors";
import { useErrorText } from "@/shared/i18n/errorText";
import { toast } from "@/shared/ui/toast";
import { isChangeOfMind } from "../passkey";

/** Whether the person turned away themselves: nothing to complain about. */
export function isTurningAway(error: unknown): boolean {
  return isChangeOfMind(error) || (error instanceof ApiError && error.code === "confirmation_needed");
}

/** One press that changes a list: fetched again afterwards, complained about in a toast. */
export function useDeed<A, R>(
  deed: (argument: A) => Promise<R>,
  key: QueryKey,
  onDone?: (result: R) => void,
) {
  const client = useQueryClient();
  const errorText = useErrorText();
  return useMutation({
    mutationFn: deed,
    onSuccess: async (result) => {
      await client.invalidateQueries({ queryKey: key });
      onDone?.(result);
    },
    onError: (error) => isTurningAway(error) || toast.error(errorText(error)),
  });
}
