import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Bookmark } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "@/shared/i18n/errorText";
import { cn } from "@/shared/lib/cn";
import { Badge } from "@/shared/ui/Badge";
import { IconButton } from "@/shared/ui/IconButton";
import { toast } from "@/shared/ui/toast";
import { type Difference, keepTurn, keys, replayQuery, savedQuery } from "../api";

const TONES = {
  same: "neutral",
  reworded: "neutral",
  different: "honey",
  hands_off: "coral",
  answers: "primary",
} as const;

function Said({ title, text }: { title: string; text: string }) {
  return (
    <div className="min-w-0 rounded-2xl bg-sunken/70 p-3">
      <h4 className="mb-1 text-xs font-semibold text-ink-2">{title}</h4>
      <p className="break-words whitespace-pre-wrap">{text || "–"}</p>
    </div>
  );
}

/** Keep this conversation for every replay; where none is kept, the last ones are replayed. */
function Keep({ turn, question }: { turn: string; question: string }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const client = useQueryClient();
  const { data: saved } = useQuery(savedQuery);
  const savedId = saved?.get(turn);
  const { mutate, isPending } = useMutation({
    mutationFn: () => keepTurn(turn, savedId),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.saved }),
    onError: (error) => toast.error(errorText(error)),
  });
  return (
    <IconButton
      label={t("evaluations.keep", { question })}
      aria-pressed={savedId !== undefined}
      disabled={isPending || !saved}
      onClick={() => mutate()}
    >
      <Bookmark className={cn("size-4", savedId !== undefined && "fill-current text-primary")} />
    </IconButton>
  );
}

function Row({ difference }: { difference: Difference }) {
  const { t } = useTranslation();
  return (
    <li className="flex flex-col gap-2 py-4 text-sm">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="font-medium break-words">{difference.question}</p>
        <span className="flex items-center gap-1.5">
          {difference.kind && (
            <Badge tone={TONES[difference.kind]}>{t(`evaluations.kind.${difference.kind}`)}</Badge>
          )}
          <Keep turn={difference.turn} question={difference.question} />
        </span>
      </div>
      {difference.kind && difference.kind !== "same" && (
        <div className="grid gap-2 md:grid-cols-2">
          <Said title={t("evaluations.before")} text={difference.before} />
          <Said title={t("evaluations.after")} text={difference.after} />
        </div>
      )}
    </li>
  );
}

/** What a replay has come to: how far it is, and each answer that would be another. */
export function Differences({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data } = useQuery(replayQuery(id));
  if (!data) return null;
  const { replay, differences } = data;
  const changed = differences.filter((one) => one.kind && one.kind !== "same" && one.kind !== "reworded");
  return (
    <div className="mt-5 border-t pt-4">
      {replay.state === "failed" && (
        <p role="alert" className="mb-2 text-sm text-danger">
          {replay.reason}
        </p>
      )}
      <p role="status" className="text-sm text-ink-2">
        {replay.state === "running"
          ? t("evaluations.running", { done: replay.done, total: replay.total })
          : t("evaluations.replayDone", { changed: changed.length, total: replay.total })}
      </p>
      <ul className="divide-y">
        {differences.map((difference) => (
          <Row key={difference.turn} difference={difference} />
        ))}
      </ul>
    </div>
  );
}
