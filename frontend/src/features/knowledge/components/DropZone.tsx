import { CloudUpload } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/shared/lib/cn";
import { Button } from "@/shared/ui/Button";

const ACCEPTED = ".pdf,.docx,.xlsx,.csv,.txt,.md";

export function DropZone({ onFiles }: { onFiles: (files: File[]) => void }) {
  const { t } = useTranslation();
  const picker = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onFiles([...event.dataTransfer.files]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut for the button inside
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
      className={cn(
        "flex flex-col items-center gap-3 rounded-3xl border-2 border-dashed px-6 py-8 text-center transition-colors",
        isOver ? "border-primary bg-primary-soft" : "border-line-strong bg-surface/60",
      )}
    >
      <CloudUpload aria-hidden="true" className="size-8 stroke-[1.5] text-primary" />
      <div>
        <p className="font-medium">{t("knowledge.drop")}</p>
        <p className="text-[13px] text-ink-2">{t("knowledge.formats")}</p>
      </div>
      <Button look="primary" onClick={() => picker.current?.click()}>
        {t("knowledge.choose")}
      </Button>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        accept={ACCEPTED}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
    </div>
  );
}
