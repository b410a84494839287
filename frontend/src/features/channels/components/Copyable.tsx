import { Copy } from "lucide-react";
import { useTranslation } from "react-i18next";
import { cn } from "@/shared/lib/cn";
import { IconButton } from "@/shared/ui/IconButton";
import { useCopy } from "@/shared/ui/useCopy";

type CopyableProps = { label: string; value: string; isCode?: boolean; hint?: string };

/** A value to take elsewhere: shown whole, copied with one press. */
export function Copyable({ label, value, isCode, hint }: CopyableProps) {
  const { t } = useTranslation();
  const copy = useCopy();
  return (
    <div>
      <p className="mb-1 text-[13px] font-medium text-ink-2">{label}</p>
      <div className="flex items-start gap-1 rounded-xl bg-sunken/70 py-1 pr-1 pl-3.5">
        <span
          className={cn(
            "min-w-0 flex-1 py-1.5 text-[13px] break-all select-all",
            isCode && "font-mono text-xs",
          )}
        >
          {value}
        </span>
        <IconButton label={`${t("common.copy")}: ${label}`} onClick={() => void copy(value)}>
          <Copy className="size-4" />
        </IconButton>
      </div>
      {hint && <p className="mt-1 text-[13px] text-ink-3">{hint}</p>}
    </div>
  );
}
