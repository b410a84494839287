import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useErrorText } from "@/shared/i18n/errorText";
import { toast } from "@/shared/ui/toast";
import { keys } from "./api";
import { pushKeyQuery, pushState, turnPushOff, turnPushOn } from "./push";

const STATE_KEY = ["notifications", "push-state"] as const;

/** Whether this browser is pushed to, and the two ways to change that. */
export function usePush() {
  const client = useQueryClient();
  const errorText = useErrorText();
  const { data: publicKey } = useQuery(pushKeyQuery);
  const { data: state } = useQuery({ queryKey: STATE_KEY, queryFn: pushState, staleTime: 0 });
  const refresh = () => {
    void client.invalidateQueries({ queryKey: STATE_KEY });
    void client.invalidateQueries({ queryKey: keys.devices });
  };
  const failed = (error: unknown) => toast.error(errorText(error));
  const on = useMutation({
    mutationFn: () => turnPushOn(publicKey ?? ""),
    onSettled: refresh,
    onError: failed,
  });
  const off = useMutation({ mutationFn: turnPushOff, onSettled: refresh, onError: failed });
  return {
    state: publicKey === null ? ("unsupported" as const) : state,
    isReady: Boolean(publicKey),
    isBusy: on.isPending || off.isPending,
    turnOn: () => on.mutate(),
    turnOff: () => off.mutate(),
  };
}
