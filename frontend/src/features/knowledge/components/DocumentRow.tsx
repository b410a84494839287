import { EllipsisVertical, FileSpreadsheet, FileText } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { KnowledgeDocument } from "@/shared/api/types";
import { useLanguage } from "@/shared/i18n";
import { fileSize } from "@/shared/lib/bytes";
import { cn } from "@/shared/lib/cn";
import { dayOnly } from "@/shared/lib/dates";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { IconButton } from "@/shared/ui/IconButton";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/shared/ui/Menu";
import { Spinner } from "@/shared/ui/Spinner";
import type { VersionDecision } from "../api";
import { useReason } from "../useReason";

const TONES = { queued: "neutral", reading: "honey", ready: "sage", failed: "danger" } as const;

type RowProps = {
  document: KnowledgeDocument;
  canManage: boolean;
  onOpen: () => void;
  onRetry: () => void;
  onDecide: (decision: VersionDecision) => void;
  onDelete: () => void;
};

function StatusBadges({ document, className }: { document: KnowledgeDocument; className: string }) {
  const { t } = useTranslation();
  const { status, progress, page_errors, is_kept } = document;
  const isBusy = status === "queued" || status === "reading";
  return (
    <span className={cn("flex flex-wrap gap-1.5", className)}>
      {document.is_superseded && <Badge>{t("knowledge.superseded")}</Badge>}
      {is_kept && <Badge>{t("knowledge.kept")}</Badge>}
      {page_errors > 0 && <Badge tone="danger">{t("knowledge.pageErrors", { count: page_errors })}</Badge>}
      {!document.superseded_by && (
        <Badge tone={TONES[status]}>
          {isBusy && <Spinner />}
          {t(`knowledge.status.${status}`)}
          {status === "reading" && progress > 0 && progress < 100 && ` ${progress} %`}
        </Badge>
      )}
    </span>
  );
}

/** What can be done to a document beside opening it. */
function Actions({ document, onRetry, onDecide, onDelete }: Omit<RowProps, "canManage" | "onOpen">) {
  const { t } = useTranslation();
  const { name, status, is_kept, superseded_by, file } = document;
  const isDone = status === "ready" || status === "failed";
  return (
    <Menu>
      <MenuTrigger asChild>
        <IconButton label={t("knowledge.actions", { name })}>
          <EllipsisVertical className="size-4" />
        </IconButton>
      </MenuTrigger>
      <MenuContent align="end">
        {isDone && file && <MenuItem onSelect={onRetry}>{t("knowledge.again")}</MenuItem>}
        {superseded_by && (
          <MenuItem onSelect={() => onDecide({ is_kept: true })}>{t("knowledge.keep")}</MenuItem>
        )}
        {is_kept && (
          <MenuItem onSelect={() => onDecide({ is_kept: false })}>{t("knowledge.unkeep")}</MenuItem>
        )}
        <MenuItem className="text-danger" onSelect={onDelete}>
          {t("common.delete")}
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}

/** Asks what to do about two files of one name that say different things. */
function NamedLike({ document, onDecide }: Pick<RowProps, "document" | "onDecide">) {
  const { t } = useTranslation();
  if (!document.named_like) return null;
  return (
    <div className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1.5 rounded-xl bg-honey-soft px-3 py-2 text-[13px]">
      <p className="min-w-0 flex-1 basis-56 break-words">
        {t("knowledge.namedLike", { name: document.named_like.name })}
      </p>
      <span className="flex flex-wrap gap-1.5">
        <Button size="sm" onClick={() => onDecide({ is_kept: true })}>
          {t("knowledge.bothCount")}
        </Button>
        <Button size="sm" look="quiet" onClick={() => onDecide({ is_outdated: true })}>
          {t("knowledge.isOld")}
        </Button>
      </span>
    </div>
  );
}

export function DocumentRow({ canManage, onOpen, ...rest }: RowProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const reason = useReason();
  const { document } = rest;
  const { name, status, chunks, searchable, pages, size, created_at, effective_on, version, superseded_by } =
    document;
  const Icon = /\.(xlsx|csv)$/i.test(name) ? FileSpreadsheet : FileText;
  const facts = [
    fileSize(size, language),
    version > 1 ? t("knowledge.version", { version }) : null,
    effective_on ? t("knowledge.validFrom", { day: dayOnly(effective_on, language) }) : null,
    pages ? t("knowledge.pages", { count: pages }) : null,
    searchable && !superseded_by ? t("knowledge.pieces", { count: chunks }) : null,
    dayOnly(created_at, language),
  ].filter(Boolean);
  return (
    <li className="flex items-center gap-3 px-3 py-3 md:px-5">
      <span className="grid size-11 shrink-0 place-items-center rounded-2xl bg-primary-soft text-primary max-sm:hidden">
        <Icon aria-hidden="true" className="size-5 stroke-[1.7]" />
      </span>
      <div className="min-w-0 flex-1">
        <button
          type="button"
          onClick={onOpen}
          disabled={status !== "ready" && !searchable}
          className="block max-w-full truncate text-left font-medium not-disabled:hover:text-primary not-disabled:hover:underline"
        >
          {name}
        </button>
        <p className="text-[13px] text-ink-2 sm:truncate">{facts.join(" · ")}</p>
        <StatusBadges document={document} className="mt-1 sm:hidden" />
        {status === "reading" && searchable && (
          <p className="text-[13px] text-ink-2">{t("knowledge.foundByWords")}</p>
        )}
        {status === "failed" && <p className="text-[13px] text-danger">{reason(document)}</p>}
        {superseded_by && (
          <p className="text-[13px] text-ink-2">
            {t("knowledge.supersededBy", { name: superseded_by.name })}
          </p>
        )}
        {canManage && <NamedLike document={document} onDecide={rest.onDecide} />}
      </div>
      <StatusBadges document={document} className="justify-end max-sm:hidden" />
      {canManage && <Actions {...rest} />}
    </li>
  );
}
