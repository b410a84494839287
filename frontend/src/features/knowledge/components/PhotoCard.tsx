import { EyeOff, ImageOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Photo } from "@/shared/api/types";
import { cn } from "@/shared/lib/cn";
import { Spinner } from "@/shared/ui/Spinner";
import { useReason } from "../useReason";

export function PhotoCard({ photo, onOpen }: { photo: Photo; onOpen: () => void }) {
  const { t } = useTranslation();
  const reason = useReason();
  const isFailed = photo.status === "failed";
  const isBusy = photo.status === "queued" || photo.status === "reading";
  const words = photo.caption || photo.description || photo.labels.map((label) => label.name).join(", ");
  return (
    <li>
      <button
        type="button"
        onClick={onOpen}
        className="flex h-full w-full flex-col overflow-hidden rounded-2xl border bg-surface text-left shadow-card transition-colors hover:border-primary"
      >
        <span className="relative grid aspect-square w-full place-items-center bg-sunken text-ink-3">
          {photo.url && !isFailed ? (
            <img src={photo.url} alt="" loading="lazy" className="absolute inset-0 size-full object-cover" />
          ) : (
            <ImageOff aria-hidden="true" className="size-7" />
          )}
          {isBusy && (
            <span className="absolute right-2 bottom-2 flex items-center gap-1.5 rounded-full bg-surface px-2 py-1 text-xs">
              <Spinner />
              {t(`knowledge.status.${photo.status}`)}
            </span>
          )}
        </span>
        <span className="flex flex-1 flex-col gap-1 px-3 py-2.5">
          <span className={cn("line-clamp-2 text-sm", photo.caption ? "font-medium" : "text-ink-2")}>
            {words || photo.name}
          </span>
          {isFailed && <span className="text-[13px] text-danger">{reason(photo)}</span>}
          {!photo.is_sendable && (
            <span className="flex items-center gap-1 text-xs text-ink-3">
              <EyeOff aria-hidden="true" className="size-3.5" />
              {t("knowledge.photos.private")}
            </span>
          )}
        </span>
      </button>
    </li>
  );
}
