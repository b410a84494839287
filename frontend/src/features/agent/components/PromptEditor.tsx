import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { fullWhen } from "@/shared/lib/dates";
import { useAbilities } from "@/shared/session";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { TextArea } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { Modal } from "@/shared/ui/Modal";
import { Bones, Failed } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { promptQuery, savePrompt, versionsQuery } from "../api";

function Versions({ onPick, onClose }: { onPick: (text: string) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data, error, refetch } = useQuery(versionsQuery);
  return (
    <Modal isOpen onClose={onClose} title={t("agent.versions")} description={t("agent.versionsText")}>
      {error && <Failed error={error} onRetry={() => refetch()} />}
      {!data && !error && <Bones rows={3} className="h-20" />}
      <ol className="flex flex-col gap-2.5">
        {data?.map((version) => (
          <li key={version.version} className="rounded-2xl bg-sunken/70 p-4">
            <div className="mb-1.5 flex items-center justify-between gap-3 text-[13px] text-ink-2">
              <span>
                <strong className="text-ink">{t("agent.version", { number: version.version })}</strong> ·{" "}
                {version.updated_at && fullWhen(version.updated_at, language)}{" "}
                {version.updated_by && `· ${version.updated_by}`}
              </span>
              <Button size="sm" onClick={() => onPick(version.text)}>
                {t("agent.useVersion")}
              </Button>
            </div>
            <p className="line-clamp-3 text-sm whitespace-pre-wrap">{version.text}</p>
          </li>
        ))}
      </ol>
    </Modal>
  );
}

export function PromptEditor() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { canManage } = useAbilities();
  const { data, error, refetch } = useQuery(promptQuery);
  const [text, setText] = useState<string | null>(null);
  const [isBrowsing, setBrowsing] = useState(false);
  const save = useMutation({
    mutationFn: savePrompt,
    onSuccess: (prompt) => {
      client.setQueryData(promptQuery.queryKey, prompt);
      client.invalidateQueries({ queryKey: versionsQuery.queryKey });
      setText(null);
      toast.success(t("agent.promptSaved", { number: prompt.version }));
    },
  });
  const isChanged = text !== null && text !== data?.text;
  useEffect(() => {
    if (!isChanged) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isChanged]);

  return (
    <Card
      title={t("agent.prompt")}
      text={t("agent.promptText")}
      action={
        <Button size="sm" onClick={() => setBrowsing(true)} disabled={!data?.version}>
          <History aria-hidden="true" className="size-4" />
          {data?.version ? t("agent.version", { number: data.version }) : t("agent.versions")}
        </Button>
      }
    >
      {error && !data && <Failed error={error} onRetry={() => refetch()} />}
      {!data && !error && <Bones rows={1} className="h-40" />}
      {data && (
        <form
          className="flex flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            if (isChanged) save.mutate(text);
          }}
        >
          <TextArea
            label={t("agent.prompt")}
            isLabelHidden
            value={text ?? data.text}
            onChange={(event) => setText(event.target.value)}
            disabled={!canManage}
            className="max-h-96 min-h-44 text-sm leading-relaxed"
          />
          <FormError error={save.error} />
          {canManage && (
            <div className="flex justify-end gap-2">
              {isChanged && (
                <Button look="quiet" onClick={() => setText(null)}>
                  {t("common.discard")}
                </Button>
              )}
              <Button look="primary" type="submit" disabled={!isChanged} isBusy={save.isPending}>
                {t("agent.savePrompt")}
              </Button>
            </div>
          )}
        </form>
      )}
      {isBrowsing && (
        <Versions
          onClose={() => setBrowsing(false)}
          onPick={(picked) => {
            setText(picked);
            setBrowsing(false);
          }}
        />
      )}
    </Card>
  );
}
