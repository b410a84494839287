import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { flatten } from "@/shared/api/paging";
import { useErrorText } from "@/shared/i18n/errorText";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { More } from "@/shared/ui/More";
import { toast } from "@/shared/ui/toast";
import { acceptSuggestion, dismissSuggestion, entryKeys, type Suggestion, suggestionsQuery } from "./api";
import { EntryForm } from "./EntryForm";

/** What people answered when the knowledge could not: one click makes it knowledge. */
export function Suggestions() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const [edited, setEdited] = useState<Suggestion | null>(null);
  const query = useInfiniteQuery(suggestionsQuery);
  const settled = {
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: entryKeys.suggestions });
      await client.invalidateQueries({ queryKey: entryKeys.all });
    },
    onError: (error: unknown) => toast.error(errorText(error)),
  };
  const { mutate: accept } = useMutation({
    mutationFn: (id: string) => acceptSuggestion(id, {}),
    onSuccess: () => toast.success(t("entries.accepted")),
    ...settled,
  });
  const { mutate: dismiss } = useMutation({ mutationFn: dismissSuggestion, ...settled });
  const found = flatten(query.data);
  if (found.length === 0) return null;
  return (
    <Card title={t("entries.suggested")} text={t("entries.suggestedText")}>
      <ul className="divide-y">
        {found.map((one) => (
          <li key={one.id} className="py-3">
            <p className="font-medium break-words">{one.question}</p>
            <p className="mt-0.5 text-sm break-words whitespace-pre-wrap text-ink-2">{one.answer}</p>
            {one.times > 1 && (
              <p className="mt-0.5 text-[13px] text-ink-3">{t("entries.asked", { count: one.times })}</p>
            )}
            <div className="mt-2 flex flex-wrap gap-2">
              <Button look="primary" size="sm" onClick={() => accept(one.id)}>
                {t("entries.accept")}
              </Button>
              <Button size="sm" onClick={() => setEdited(one)}>
                {t("entries.edit")}
              </Button>
              <Button look="quiet" size="sm" onClick={() => dismiss(one.id)}>
                {t("entries.dismiss")}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      <More list={query} className="mt-2 w-full" />
      {edited && <EntryForm entry={null} suggestion={edited} onClose={() => setEdited(null)} />}
    </Card>
  );
}
