import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useErrorText } from "@/shared/i18n/errorText";
import { useMe } from "@/shared/session";
import { toast } from "@/shared/ui/toast";
import { MONEY } from "./api";

/** Do something about money, then fetch everything about it again. */
export function useMoney<A, R>(act: (wanted: A) => Promise<R>, said?: string, onDone?: (result: R) => void) {
  const client = useQueryClient();
  const errorText = useErrorText();
  return useMutation({
    mutationFn: act,
    onSuccess: async (result) => {
      if (said) toast.success(said);
      onDone?.(result);
      await client.invalidateQueries({ queryKey: MONEY });
    },
    onError: async (error) => {
      toast.error(errorText(error));
      await client.invalidateQueries({ queryKey: MONEY });
    },
  });
}

export function useIsOwner(): boolean {
  return useMe().member?.role === "owner";
}
