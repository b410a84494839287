import { FileSpreadsheet, FileText, RotateCcw, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { KnowledgeDocument } from "@/shared/api/types";
import { useLanguage } from "@/shared/i18n";
import { fileSize } from "@/shared/lib/bytes";
import { cn } from "@/shared/lib/cn";
import { dayOnly } from "@/shared/lib/dates";
import { Badge } from "@/shared/ui/Badge";
import { IconButton } from "@/shared/ui/IconButton";
import { Spinner } from "@/shared/ui/Spinner";

const TONES = { queued: "neutral", reading: "honey", ready: "sage", failed: "danger" } as const;

type RowProps = {
  document: KnowledgeDocument;
  canManage: boolean;
  onOpen: () => void;
  onRetry: () => void;
  onDelete: () => void;
};

function StatusBadges({ document, className }: { document: KnowledgeDocument; className: string }) {
  const { t } = useTranslation();
  const { status, progress } = document;
  const isBusy = status === "queued" || status === "reading";
  return (
    <span className={cn("flex flex-wrap gap-1.5", className)}>
      {document.is_superseded && <Badge>{t("knowledge.superseded")}</Badge>}
      <Badge tone={TONES[status]}>
        {isBusy && <Spinner />}
        {t(`knowledge.status.${status}`)}
        {status === "reading" && progress > 0 && progress < 100 && ` ${progress} %`}
      </Badge>
    </span>
  );
}

export function DocumentRow({ document, canManage, onOpen, onRetry, onDelete }: RowProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { name, status, chunks, pages, size, created_at, reason } = document;
  const Icon = /\.(xlsx|csv)$/i.test(name) ? FileSpreadsheet : FileText;
  const facts = [
    fileSize(size, language),
    pages ? t("knowledge.pages", { count: pages }) : null,
    status === "ready" ? t("knowledge.pieces", { count: chunks }) : null,
    dayOnly(created_at, language),
  ].filter(Boolean);
  return (
    <li className="flex items-center gap-3 px-3 py-3 md:px-5">
      <span className="grid size-11 shrink-0 place-items-center rounded-2xl bg-primary-soft text-primary">
        <Icon aria-hidden="true" className="size-5 stroke-[1.7]" />
      </span>
      <div className="min-w-0 flex-1">
        <button
          type="button"
          onClick={onOpen}
          disabled={status !== "ready"}
          className="block max-w-full truncate text-left font-medium not-disabled:hover:text-primary not-disabled:hover:underline"
        >
          {name}
        </button>
        <p className="truncate text-[13px] text-ink-2">{facts.join(" · ")}</p>
        <StatusBadges document={document} className="mt-1 sm:hidden" />
        {status === "failed" && <p className="text-[13px] text-danger">{reason || t("knowledge.failed")}</p>}
      </div>
      <StatusBadges document={document} className="max-sm:hidden" />
      {canManage && status === "failed" && (
        <IconButton label={t("common.retry")} onClick={onRetry}>
          <RotateCcw className="size-4" />
        </IconButton>
      )}
      {canManage && (
        <IconButton label={t("knowledge.delete", { name })} onClick={onDelete}>
          <Trash2 className="size-4" />
        </IconButton>
      )}
    </li>
  );
}
