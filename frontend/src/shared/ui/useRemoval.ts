import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useErrorText } from "@/shared/i18n/errorText";
import { toast } from "./toast";

/** A row of a list that is about to go: asked about first, then deleted, then gone from the list. */
export function useRemoval<T extends { id: string }>(remove: (id: string) => Promise<void>, key: QueryKey) {
  const client = useQueryClient();
  const errorText = useErrorText();
  const [doomed, setDoomed] = useState<T | null>(null);
  const { mutate, isPending } = useMutation({
    mutationFn: remove,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: key });
      setDoomed(null);
    },
    onError: (error) => toast.error(errorText(error)),
  });
  return {
    doomed,
    ask: setDoomed,
    confirm: { isOpen: doomed !== null, isBusy: isPending, onClose: () => setDoomed(null) },
    onConfirm: () => doomed && mutate(doomed.id),
  };
}
