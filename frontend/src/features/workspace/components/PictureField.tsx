import { ImagePlus, Trash2 } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/shared/lib/cn";
import { Button } from "@/shared/ui/Button";

type PictureFieldProps = {
  label: string;
  hint: string;
  /** Where the picture is shown from; null without one. */
  address: string | null;
  onChoose: (file: File) => void;
  onRemove: () => void;
  isBusy: boolean;
  isReadOnly?: boolean;
  className?: string;
};

/** A picture with the ways to change it. */
export function PictureField(props: PictureFieldProps) {
  const { label, hint, address, onChoose, onRemove, isBusy, isReadOnly, className } = props;
  const { t } = useTranslation();
  const picker = useRef<HTMLInputElement>(null);
  return (
    <div className={cn("flex items-center gap-4", className)}>
      <span className="grid size-20 shrink-0 place-items-center overflow-hidden rounded-2xl border bg-sunken text-ink-3">
        {address ? (
          <img src={address} alt={label} className="size-full object-contain" />
        ) : (
          <ImagePlus aria-hidden="true" className="size-6" />
        )}
      </span>
      <div className="flex min-w-0 flex-col gap-1.5">
        <p className="text-sm font-medium">{label}</p>
        <p className="text-[13px] text-ink-3">{hint}</p>
        {!isReadOnly && (
          <div className="flex flex-wrap gap-2">
            <Button size="sm" isBusy={isBusy} onClick={() => picker.current?.click()}>
              {t(address ? "picture.replace" : "picture.choose")}
            </Button>
            {address && (
              <Button look="quiet" size="sm" isBusy={isBusy} onClick={onRemove}>
                <Trash2 aria-hidden="true" className="size-4" />
                {t("picture.remove")}
              </Button>
            )}
          </div>
        )}
      </div>
      <input
        ref={picker}
        type="file"
        hidden
        aria-label={label}
        accept="image/png,image/jpeg,image/webp"
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) onChoose(file);
          event.target.value = "";
        }}
      />
    </div>
  );
}
