import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useErrorText } from "@/shared/i18n/errorText";
import { Card } from "@/shared/ui/Card";
import { Segmented } from "@/shared/ui/Segmented";
import { Bones, Failed } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { type Habits, habitsQuery, saveHabits } from "./habits";
import { keepUndoSeconds } from "./undo";

const CHOICES = [0, 5, 10, 20, 30];

/** How long a sent reply can be called back; chosen once, for all devices of the member. */
export function HabitsCard() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const { data, error, refetch } = useQuery(habitsQuery);
  const show = (habits: Habits) => {
    client.setQueryData(habitsQuery.queryKey, habits);
    keepUndoSeconds(habits.undo_s);
  };
  const { mutate } = useMutation({
    mutationFn: saveHabits,
    onMutate: (next) => {
      const before = client.getQueryData(habitsQuery.queryKey);
      show(next);
      return before;
    },
    onSuccess: (habits) => {
      show(habits);
      toast.success(t("common.saved"));
    },
    onError: (failure, _next, before) => {
      if (before) show(before);
      toast.error(errorText(failure));
    },
  });
  return (
    <Card title={t("habits.title")} text={t("habits.text")}>
      {error && !data && <Failed error={error} onRetry={() => refetch()} />}
      {!data && !error && <Bones rows={1} className="h-10" />}
      {data && (
        <Segmented
          label={t("habits.undo")}
          value={String(data.undo_s)}
          onChange={(value) => mutate({ undo_s: Number(value) })}
          options={[...new Set([...CHOICES, data.undo_s])]
            .sort((a, b) => a - b)
            .map((seconds) => ({
              value: String(seconds),
              label: seconds ? t("habits.seconds", { seconds }) : t("habits.off"),
            }))}
        />
      )}
    </Card>
  );
}
