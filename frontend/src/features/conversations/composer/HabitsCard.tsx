import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "@/shared/i18n/errorText";
import { Card } from "@/shared/ui/Card";
import { Segmented } from "@/shared/ui/Segmented";
import { Bones, Failed } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { type Habits, habitsQuery, keepHabits, saveHabits } from "./habits";

const CHOICES = [0, 5, 10, 20, 30];

function Habit({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <div className="flex flex-col items-start gap-2">
      <div>
        <p className="text-sm font-medium">{title}</p>
        <p className="text-[13px] text-ink-2">{text}</p>
      </div>
      {children}
    </div>
  );
}

/** How a member writes: which key sends, and how long a reply can be called back. Chosen once, for all their devices. */
export function HabitsCard() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const { data, error, refetch } = useQuery(habitsQuery);
  const show = (habits: Habits) => {
    client.setQueryData(habitsQuery.queryKey, habits);
    keepHabits(habits);
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
    <Card title={t("habits.title")}>
      {error && !data && <Failed error={error} onRetry={() => refetch()} />}
      {!data && !error && <Bones rows={2} className="h-16" />}
      {data && (
        <div className="flex flex-col gap-6">
          <Habit title={t("habits.key")} text={t("habits.keyText")}>
            <Segmented
              label={t("habits.key")}
              value={data.send_key ?? "enter"}
              onChange={(send_key) => mutate({ ...data, send_key })}
              options={[
                { value: "enter", label: "Enter" },
                { value: "mod_enter", label: "Ctrl / ⌘ + Enter" },
              ]}
            />
          </Habit>
          <Habit title={t("habits.undo")} text={t("habits.undoText")}>
            <Segmented
              label={t("habits.undo")}
              value={String(data.undo_s)}
              onChange={(value) => mutate({ ...data, undo_s: Number(value) })}
              options={[...new Set([...CHOICES, data.undo_s])]
                .sort((a, b) => a - b)
                .map((seconds) => ({
                  value: String(seconds),
                  label: seconds ? t("habits.seconds", { seconds }) : t("habits.off"),
                }))}
            />
          </Habit>
        </div>
      )}
    </Card>
  );
}
