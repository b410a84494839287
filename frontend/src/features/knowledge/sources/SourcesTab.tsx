import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Globe, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "@/shared/i18n/errorText";
import { useAbilities } from "@/shared/session";
import { Button } from "@/shared/ui/Button";
import { Confirm } from "@/shared/ui/Confirm";
import { Bones, Empty, Failed } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { useRemoval } from "@/shared/ui/useRemoval";
import { usePollMs } from "@/shared/ws/live";
import { changeSource, deleteSource, refreshSource, type Source, sourceKeys, sourcesQuery } from "./api";
import { SourceForm } from "./SourceForm";
import { SourcePages } from "./SourcePages";
import { SourceRow } from "./SourceRow";

/** Websites and posts that are read again and again. */
export function SourcesTab() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const { canManage } = useAbilities();
  const [isAdding, setAdding] = useState(false);
  const [opened, setOpened] = useState<Source | null>(null);
  const { data, error, isPending, refetch } = useQuery({ ...sourcesQuery, refetchInterval: usePollMs() });
  const settled = {
    onSuccess: () => client.invalidateQueries({ queryKey: sourceKeys.all }),
    onError: (failure: unknown) => toast.error(errorText(failure)),
  };
  const { mutate: refresh } = useMutation({ mutationFn: refreshSource, ...settled });
  const { mutate: pause } = useMutation({
    mutationFn: (source: Source) => changeSource(source.id, { is_paused: !source.is_paused }),
    ...settled,
  });
  const removal = useRemoval<Source>(deleteSource, sourceKeys.all);
  const add = (
    <Button look="primary" onClick={() => setAdding(true)}>
      <Plus aria-hidden="true" className="size-4" />
      {t("sources.add")}
    </Button>
  );
  return (
    <div className="flex flex-col gap-4">
      {canManage && data && data.length > 0 && <div className="flex justify-end">{add}</div>}
      {isPending && <Bones rows={3} className="h-16 rounded-2xl" />}
      {error && !data && <Failed error={error} onRetry={() => refetch()} />}
      {data?.length === 0 && (
        <Empty
          picture={<Globe />}
          title={t("sources.empty")}
          text={t("sources.emptyText")}
          action={canManage && add}
        />
      )}
      {data && data.length > 0 && (
        <ul className="divide-y rounded-3xl border bg-surface shadow-card">
          {data.map((source) => (
            <SourceRow
              key={source.id}
              source={source}
              canManage={canManage}
              onOpen={() => setOpened(source)}
              onRefresh={() => refresh(source.id)}
              onPause={() => pause(source)}
              onDelete={() => removal.ask(source)}
            />
          ))}
        </ul>
      )}
      {isAdding && <SourceForm onClose={() => setAdding(false)} />}
      {opened && <SourcePages source={opened} onClose={() => setOpened(null)} />}
      <Confirm
        {...removal.confirm}
        title={t("knowledge.delete", { name: removal.doomed?.name ?? "" })}
        text={t("sources.deleteText")}
        action={t("common.delete")}
        onConfirm={removal.onConfirm}
      />
    </div>
  );
}
