import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/shared/ui/IconButton";

type ColourFieldProps = { label: string; value: string; onChange: (value: string) => void };

/** A colour, or none: the browser's own picker always has one, so none is said beside it. */
export function ColourField({ label, value, onChange }: ColourFieldProps) {
  const { t } = useTranslation();
  return (
    <div className="flex flex-col gap-1.5">
      <span aria-hidden="true" className="text-sm font-medium">
        {label}
      </span>
      <div className="flex h-11 items-center gap-3 rounded-xl border border-line-strong pr-1 pl-2">
        <input
          type="color"
          aria-label={label}
          value={value || "#888888"}
          onChange={(event) => onChange(event.target.value)}
          className="h-7 w-10 shrink-0 cursor-pointer rounded-md border-0 bg-transparent p-0"
        />
        <span className="min-w-0 flex-1 truncate text-sm tabular-nums text-ink-2">
          {value || t("company.noColour")}
        </span>
        {value && (
          <IconButton label={t("company.clearColour", { label })} onClick={() => onChange("")}>
            <X className="size-4" />
          </IconButton>
        )}
      </div>
    </div>
  );
}
