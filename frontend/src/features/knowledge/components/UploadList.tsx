import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/shared/ui/IconButton";
import type { Uploading } from "../useUploads";

type UploadListProps = { uploads: readonly Uploading[]; onDismiss: (key: string) => void };

export function UploadList({ uploads, onDismiss }: UploadListProps) {
  const { t } = useTranslation();
  if (uploads.length === 0) return null;
  return (
    <ul className="mt-3 flex flex-col gap-2">
      {uploads.map(({ key, name, progress, error }) => (
        <li key={key} className="rounded-2xl border bg-surface px-4 py-3 text-sm">
          <div className="flex items-center justify-between gap-3">
            <span className="truncate font-medium">{name}</span>
            {error ? (
              <IconButton label={t("common.close")} className="size-7" onClick={() => onDismiss(key)}>
                <X className="size-4" />
              </IconButton>
            ) : (
              <span className="shrink-0 text-ink-3 tabular-nums">
                {progress > 0 ? `${Math.round(progress * 100)} %` : t("knowledge.waiting")}
              </span>
            )}
          </div>
          {error ? (
            <p role="alert" className="text-danger">
              {error}
            </p>
          ) : (
            <div
              role="progressbar"
              aria-label={name}
              aria-valuenow={Math.round(progress * 100)}
              className="mt-2 h-1.5 overflow-hidden rounded-full bg-sunken"
            >
              <div
                className="h-full rounded-full bg-primary transition-[width]"
                style={{ width: `${progress * 100}%` }}
              />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
