import { FileText, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Upload } from "./useComposer";

type ChipsProps = { uploads: readonly Upload[]; onRemove: (key: string) => void };

export function UploadChips({ uploads, onRemove }: ChipsProps) {
  const { t } = useTranslation();
  if (uploads.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-2 px-3 pt-3">
      {uploads.map((upload) => (
        <li
          key={upload.key}
          className="relative flex items-center gap-2 overflow-hidden rounded-xl bg-sunken py-1.5 pr-1.5 pl-3 text-[13px]"
        >
          <FileText aria-hidden="true" className="size-4 text-primary" />
          <span className="max-w-48 truncate">{upload.name}</span>
          <button
            type="button"
            aria-label={t("composer.removeFile", { name: upload.name })}
            onClick={() => onRemove(upload.key)}
            className="grid size-6 place-items-center rounded-lg hover:bg-ink/10"
          >
            <X className="size-3.5" />
          </button>
          {!upload.file && (
            <span
              role="progressbar"
              aria-label={upload.name}
              aria-valuenow={Math.round(upload.progress * 100)}
              className="absolute bottom-0 left-0 h-0.5 bg-primary transition-[width]"
              style={{ width: `${upload.progress * 100}%` }}
            />
          )}
        </li>
      ))}
    </ul>
  );
}
