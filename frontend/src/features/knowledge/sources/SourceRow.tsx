import { Camera, FileText, Globe, Pause, Play, RotateCcw, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { shortWhen } from "@/shared/lib/dates";
import { Badge } from "@/shared/ui/Badge";
import { IconButton } from "@/shared/ui/IconButton";
import { Spinner } from "@/shared/ui/Spinner";
import type { Source } from "./api";
import { useReason } from "./useReason";

const ICONS = { site: Globe, page: FileText, sitemap: Globe, instagram: Camera };
const TONES = { queued: "neutral", reading: "honey", ready: "sage", failed: "danger" } as const;

type RowProps = {
  source: Source;
  canManage: boolean;
  onOpen: () => void;
  onRefresh: () => void;
  onPause: () => void;
  onDelete: () => void;
};

export function SourceRow({ source, canManage, onOpen, onRefresh, onPause, onDelete }: RowProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const reason = useReason();
  const { name, kind, status, pages, checked_at, is_paused, progress } = source;
  const Icon = ICONS[kind];
  const isBusy = !is_paused && (status === "queued" || status === "reading");
  const missed = pages.failed + pages.gone;
  const facts = [
    t("sources.pagesRead", { count: pages.read }),
    missed > 0 && t("sources.pagesMissed", { count: missed }),
    checked_at && t("sources.checked", { when: shortWhen(checked_at, language) }),
  ].filter(Boolean);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-3 py-3 md:px-5">
      <span className="grid size-11 shrink-0 place-items-center rounded-2xl bg-primary-soft text-primary">
        <Icon aria-hidden="true" className="size-5 stroke-[1.7]" />
      </span>
      <div className="min-w-0 flex-1">
        <button
          type="button"
          onClick={onOpen}
          className="block max-w-full truncate text-left font-medium hover:text-primary hover:underline"
        >
          {name}
        </button>
        <p className="text-[13px] text-ink-2">{facts.join(" · ")}</p>
        {status === "failed" && <p className="text-[13px] text-danger">{reason(source)}</p>}
      </div>
      <Badge tone={is_paused ? "neutral" : TONES[status]}>
        {isBusy && <Spinner />}
        {is_paused ? t("sources.paused") : t(`knowledge.status.${status}`)}
        {status === "reading" && !is_paused && ` ${progress} %`}
      </Badge>
      {canManage && (
        <div className="flex max-sm:ml-auto">
          <IconButton
            label={t("sources.refreshNow", { name })}
            disabled={is_paused || isBusy}
            onClick={onRefresh}
          >
            <RotateCcw className="size-4" />
          </IconButton>
          <IconButton label={t(is_paused ? "sources.resume" : "sources.pause", { name })} onClick={onPause}>
            {is_paused ? <Play className="size-4" /> : <Pause className="size-4" />}
          </IconButton>
          <IconButton label={t("knowledge.delete", { name })} onClick={onDelete}>
            <Trash2 className="size-4" />
          </IconButton>
        </div>
      )}
    </li>
  );
}
