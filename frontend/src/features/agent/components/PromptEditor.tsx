import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { History } from "lucide-react";
import { type ComponentType, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { fullWhen } from "@/shared/lib/dates";
import { useAbilities } from "@/shared/session";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { TextArea } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { Modal } from "@/shared/ui/Modal";
import { Bones, Failed } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { promptQuery, savePrompt, versionsQuery } from "../api";
import { Changes } from "./Changes";

type VersionsProps = { live: string; onPick: (text: string) => void; onClose: () => void };

function Versions({ live, onPick, onClose }: VersionsProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data, error, refetch } = useQuery(versionsQuery);
  const [compared, setCompared] = useState<number | null>(null);
  return (
    <Modal isOpen onClose={onClose} title={t("agent.versions")} description={t("agent.versionsText")}>
      {error && <Failed error={error} onRetry={() => refetch()} />}
      {!data && !error && <Bones rows={3} className="h-20" />}
      <ol className="flex flex-col gap-2.5">
        {data?.map((version, index) => (
          <li key={version.version} className="rounded-2xl bg-sunken/70 p-4">
            <div className="mb-1.5 flex flex-wrap items-center justify-between gap-x-3 gap-y-1 text-[13px] text-ink-2">
              <span>
                <strong className="text-ink">{t("agent.version", { number: version.version })}</strong> ·{" "}
                {version.updated_at && fullWhen(version.updated_at, language)}{" "}
                {version.updated_by && `· ${version.updated_by}`}
              </span>
              {index === 0 ? (
                <Badge tone="sage">{t("agent.live")}</Badge>
              ) : (
                <span className="flex gap-1.5">
                  <Button
                    size="sm"
                    look="quiet"
                    aria-expanded={compared === version.version}
                    onClick={() => setCompared(compared === version.version ? null : version.version)}
                  >
                    {t("agent.compare")}
                  </Button>
                  <Button size="sm" onClick={() => onPick(version.text)}>
                    {t("agent.restore")}
                  </Button>
                </span>
              )}
            </div>
            {compared === version.version ? (
              <Changes before={live} after={version.text} />
            ) : (
              <p className="line-clamp-3 text-sm whitespace-pre-wrap">{version.text}</p>
            )}
          </li>
        ))}
      </ol>
    </Modal>
  );
}

type GoLiveProps = {
  before: string;
  after: string;
  error: unknown;
  isBusy: boolean;
  Tryout: ComponentType<{ prompt: string }>;
  onGo: () => void;
  onClose: () => void;
};

/** What customers will notice, before they do. */
function GoLive({ before, after, error, isBusy, Tryout, onGo, onClose }: GoLiveProps) {
  const { t } = useTranslation();
  return (
    <Modal isOpen onClose={onClose} title={t("agent.goLive")} description={t("agent.goLiveText")}>
      <Changes before={before} after={after} />
      <Tryout prompt={after} />
      <FormError error={error} />
      <div className="mt-4 flex flex-wrap justify-end gap-2">
        <Button look="primary" isBusy={isBusy} onClick={onGo}>
          {t("agent.savePrompt")}
        </Button>
      </div>
    </Modal>
  );
}

type EditorProps = {
  /** Shows what a prompt would change for customers. */
  Tryout: ComponentType<{ prompt: string }>;
};

export function PromptEditor({ Tryout }: EditorProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { canManage } = useAbilities("agent.manage");
  const { data, error, refetch } = useQuery(promptQuery);
  const [text, setText] = useState<string | null>(null);
  const [isBrowsing, setBrowsing] = useState(false);
  const [isGoing, setGoing] = useState(false);
  const save = useMutation({
    mutationFn: savePrompt,
    onSuccess: (prompt) => {
      client.setQueryData(promptQuery.queryKey, prompt);
      client.invalidateQueries({ queryKey: versionsQuery.queryKey });
      setText(null);
      setGoing(false);
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
            if (isChanged) setGoing(true);
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
          {canManage && (
            <div className="flex justify-end gap-2">
              {isChanged && (
                <Button look="quiet" onClick={() => setText(null)}>
                  {t("common.discard")}
                </Button>
              )}
              <Button look="primary" type="submit" disabled={!isChanged}>
                {t("agent.lookAndSave")}
              </Button>
            </div>
          )}
        </form>
      )}
      {isGoing && data && isChanged && (
        <GoLive
          before={data.text}
          after={text}
          error={save.error}
          isBusy={save.isPending}
          Tryout={Tryout}
          onGo={() => save.mutate(text)}
          onClose={() => setGoing(false)}
        />
      )}
      {isBrowsing && (
        <Versions
          live={data?.text ?? ""}
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
