import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { withWish } from "@/shared/session/wish";
import { STEPS, type StepName, type Stepped, wizardQuery } from "./api";

/** Send a step and go on to the next one, or where the answer leads: a page to pay on, another address. */
export function useLeaving<V = void>(
  step: StepName,
  leave: (values: V) => Promise<Stepped>,
  onError: (error: unknown) => void = () => {},
) {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: leave,
    onSuccess: ({ go_to, ...state }) => {
      client.setQueryData(wizardQuery.queryKey, state);
      if (go_to) window.location.assign(withWish(go_to));
      else
        void navigate({ to: "/welcome/$step", params: { step: STEPS[STEPS.indexOf(step) + 1] ?? "test" } });
    },
    onError,
  });
}
