import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Check, MessageCircleQuestion, Pencil, Sparkles, Trash2 } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "@/shared/api/errors";
import { useErrorText } from "@/shared/i18n/errorText";
import { cn } from "@/shared/lib/cn";
import { useHotkeys } from "@/shared/lib/useHotkeys";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { Key } from "@/shared/ui/Key";
import { SourcePlace } from "@/shared/ui/SourcePlace";
import { toast } from "@/shared/ui/toast";
import { type AgentDraft, approveDraft, DRAFTS, discardDraft } from "./api";

function useDecision(draft: AgentDraft) {
  const client = useQueryClient();
  const errorText = useErrorText();
  const after = () => client.invalidateQueries({ queryKey: DRAFTS });
  const onError = (error: unknown) => {
    toast.error(errorText(error));
    // Somebody else was faster, or the customer wrote again: what is shown is out of date.
    if (error instanceof ApiError && error.status === 409) void after();
  };
  const approve = useMutation({
    mutationFn: (text?: string) => approveDraft({ id: draft.id, text }),
    onSuccess: after,
    onError,
  });
  const discard = useMutation({ mutationFn: () => discardDraft(draft.id), onSuccess: after, onError });
  return { approve, discard, isBusy: approve.isPending || discard.isPending };
}

function Sources({ draft }: { draft: AgentDraft }) {
  if (draft.citations.length === 0) return null;
  return (
    <p className="mt-2 flex flex-wrap gap-1.5">
      {draft.citations.map((citation) => (
        <Badge key={`${citation.document}${citation.page}${citation.row}`} className="bg-surface">
          <SourcePlace {...citation} />
        </Badge>
      ))}
    </p>
  );
}

type CardProps = {
  draft: AgentDraft;
  /** Single keys decide about the draft; only where one draft is on the screen. */
  hasKeys?: boolean;
  heading?: ReactNode;
  isReadOnly?: boolean;
};

/** An answer that waits for a member's word: let it out with one key, change it first, or drop it. */
export function DraftCard({ draft, hasKeys = false, heading, isReadOnly = false }: CardProps) {
  const { t } = useTranslation();
  const [edited, setEdited] = useState<string | null>(null);
  const { approve, discard, isBusy } = useDecision(draft);
  const isSilent = draft.text === "";
  const letOut = () => !isBusy && !isSilent && approve.mutate(edited?.trim() || undefined);
  useHotkeys(
    hasKeys && edited === null
      ? {
          KeyY: () => void letOut(),
          "Shift+KeyY": () => !isSilent && setEdited(draft.text),
          "Shift+KeyN": () => !isBusy && discard.mutate(),
        }
      : {},
  );
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      letOut();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      setEdited(null);
    }
  };
  const key = (name: string, tone?: "inverse") =>
    hasKeys && (
      <span aria-hidden="true" className="pointer-coarse:hidden">
        <Key tone={tone}>{name}</Key>
      </span>
    );
  return (
    <section
      aria-label={t("draft.title")}
      className="rounded-[22px] border border-sage-line bg-sage-soft p-3.5 text-sm animate-rise"
    >
      {heading}
      <h3 className="mb-1.5 flex items-center gap-1.5 text-xs font-semibold text-sage">
        {isSilent ? (
          <MessageCircleQuestion aria-hidden="true" className="size-4" />
        ) : (
          <Sparkles aria-hidden="true" className="size-4" />
        )}
        {t(isSilent ? "draft.none" : "draft.title")}
      </h3>
      {edited === null ? (
        <p className="max-h-48 overflow-y-auto whitespace-pre-wrap">{draft.text || draft.reason}</p>
      ) : (
        <textarea
          // biome-ignore lint/a11y/noAutofocus: the member has just asked to edit it
          autoFocus
          aria-label={t("draft.edit")}
          value={edited}
          onChange={(event) => setEdited(event.target.value)}
          onKeyDown={onKeyDown}
          className="field-sizing-content max-h-48 min-h-20 w-full resize-none rounded-xl border border-line-strong bg-surface px-3 py-2 outline-none focus-visible:border-primary"
        />
      )}
      <Sources draft={draft} />
      <div className={cn("mt-3 flex flex-wrap items-center gap-2", isReadOnly && "hidden")}>
        {!isSilent && (
          <Button
            look="primary"
            isBusy={approve.isPending}
            disabled={isBusy || edited?.trim() === ""}
            onClick={letOut}
            className="max-md:min-h-12 max-md:flex-1"
          >
            <Check aria-hidden="true" className="size-4" />
            {t(edited === null ? "draft.approve" : "draft.sendEdited")}
            {edited === null && key("Y", "inverse")}
          </Button>
        )}
        {!isSilent && edited === null && (
          <Button disabled={isBusy} onClick={() => setEdited(draft.text)} className="max-md:min-h-12">
            <Pencil aria-hidden="true" className="size-4" />
            {t("draft.edit")}
            {key("⇧Y")}
          </Button>
        )}
        {edited === null ? (
          <Button look="quiet" disabled={isBusy} onClick={() => discard.mutate()} className="max-md:min-h-12">
            <Trash2 aria-hidden="true" className="size-4" />
            {t(isSilent ? "draft.dismiss" : "draft.discard")}
            {key("⇧N")}
          </Button>
        ) : (
          <Button look="quiet" onClick={() => setEdited(null)}>
            {t("common.cancel")}
          </Button>
        )}
      </div>
    </section>
  );
}
