import { useMutation, useQueryClient } from "@tanstack/react-query";
import { isTurningAway } from "@/features/accounts/settings/useDeed";
import { useErrorText } from "@/shared/i18n/errorText";
import { toast } from "@/shared/ui/toast";
import { CONSOLE } from "../api";

/** Change something of the console, then fetch all its pages again; a refusal is said in passing. */
export function useAct<A, R>(act: (wanted: A) => Promise<R>, said?: string, onDone?: (result: R) => void) {
  const client = useQueryClient();
  const errorText = useErrorText();
  return useMutation({
    mutationFn: act,
    onSuccess: (result) => {
      if (said) toast.success(said);
      onDone?.(result);
    },
    onError: (error) => isTurningAway(error) || toast.error(errorText(error)),
    onSettled: () => client.invalidateQueries({ queryKey: CONSOLE }),
  });
}
