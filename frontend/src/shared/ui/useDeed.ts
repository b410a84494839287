import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { useErrorText } from "@/shared/i18n/errorText";
import { isTurningAway } from "@/shared/identity/turningAway";
import { toast } from "./toast";

type Doing<A, R> = {
  deed: (wanted: A) => Promise<R>;
  /** What to fetch again, however it ended. */
  keys: QueryKey[];
  /** A word when it is done. */
  said?: string;
  onDone?: (result: R) => void;
  /** The form that asks says itself what was refused. */
  isSaidThere?: boolean;
};

/** One press that changes something: what shows it is fetched again, a refusal is said in passing. */
export function useDeed<A, R>({ deed, keys, said, onDone, isSaidThere }: Doing<A, R>) {
  const client = useQueryClient();
  const errorText = useErrorText();
  return useMutation({
    mutationFn: deed,
    onSuccess: (result) => {
      if (said) toast.success(said);
      onDone?.(result);
    },
    onError: (error) => isSaidThere || isTurningAway(error) || toast.error(errorText(error)),
    onSettled: () => Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
