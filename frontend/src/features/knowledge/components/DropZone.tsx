import { CloudUpload } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { cn } from "@/shared/lib/cn";
import { Button } from "@/shared/ui/Button";

type DropZoneProps = {
  title: string;
  text: string;
  action: string;
  /** As the file input takes it. */
  accept: string;
  onFiles: (files: File[]) => void;
};

export function DropZone({ title, text, action, accept, onFiles }: DropZoneProps) {
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
        <p className="font-medium">{title}</p>
        <p className="text-[13px] text-ink-2">{text}</p>
      </div>
      <Button look="primary" onClick={() => picker.current?.click()}>
        {action}
      </Button>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        accept={accept}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
    </div>
  );
}
