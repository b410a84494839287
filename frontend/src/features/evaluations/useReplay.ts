import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useErrorText } from "@/shared/i18n/errorText";
import { toast } from "@/shared/ui/toast";
import { replayQuery, startReplay } from "./api";

/** Begins replays, one after the other; `id` is the last one's, "" before the first. */
export function useReplay() {
  const errorText = useErrorText();
  const [id, setId] = useState("");
  const { data } = useQuery(replayQuery(id));
  const { mutate, isPending } = useMutation({
    mutationFn: startReplay,
    onSuccess: (replay) => setId(replay.id),
    onError: (error) => toast.error(errorText(error)),
  });
  return { id, start: mutate, isBusy: isPending || data?.replay.state === "running" };
}
