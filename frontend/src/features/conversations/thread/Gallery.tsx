import { ChevronLeft, ChevronRight, Download, X, ZoomIn, ZoomOut } from "lucide-react";
import { Dialog } from "radix-ui";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Attachment, Message } from "@/shared/api/types";
import { useLanguage } from "@/shared/i18n";
import { fullWhen } from "@/shared/lib/dates";

export type Shown = { attachment: Attachment; message: Message };
type GalleryProps = { items: readonly Shown[]; startAt: string; onClose: () => void };

const round =
  "grid size-11 place-items-center rounded-full bg-white/10 text-white hover:bg-white/25 disabled:opacity-30 focus-visible:outline-white";

/** Pictures of a thread on the whole screen: arrows move, + and − zoom, dragging moves a zoomed one. */
export function Gallery({ items, startAt, onClose }: GalleryProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [index, setIndex] = useState(() =>
    Math.max(
      0,
      items.findIndex((item) => item.attachment.id === startAt),
    ),
  );
  const [zoom, setZoom] = useState(1);
  const [shift, setShift] = useState({ x: 0, y: 0 });
  const grip = useRef<{ x: number; y: number } | null>(null);
  const item = items[index];

  const go = (step: number) => {
    setIndex((held) => Math.min(items.length - 1, Math.max(0, held + step)));
    setZoom(1);
    setShift({ x: 0, y: 0 });
  };
  const scale = (by: number) => setZoom((held) => Math.min(5, Math.max(1, held + by)));
  useEffect(() => {
    if (zoom === 1) setShift({ x: 0, y: 0 });
  }, [zoom]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.code === "ArrowRight") go(1);
    else if (event.code === "ArrowLeft") go(-1);
    else if (event.code === "Equal" || event.code === "NumpadAdd") scale(0.5);
    else if (event.code === "Minus" || event.code === "NumpadSubtract") scale(-0.5);
    else if (event.code === "Digit0") setZoom(1);
    else return;
    event.preventDefault();
  };

  if (!item) return null;
  const { attachment, message } = item;
  const url = attachment.url ?? "";
  const name = attachment.name || t(attachment.kind === "video" ? "kinds.video" : "kinds.image");
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-50 bg-[#12090d]/95 animate-fade" />
        <Dialog.Content
          aria-describedby={undefined}
          onKeyDown={onKeyDown}
          className="fixed inset-0 z-50 flex flex-col text-white outline-none"
        >
          <header className="flex items-center gap-2 p-3">
            <Dialog.Title className="min-w-0 flex-1 truncate text-sm">
              <span className="font-semibold">{message.sender.name}</span>{" "}
              <span className="text-white/80">{fullWhen(message.provider_at, language)}</span>
            </Dialog.Title>
            <span className="px-2 text-sm tabular-nums text-white/80">
              {index + 1} / {items.length}
            </span>
            <button
              type="button"
              aria-label={t("thread.zoomOut")}
              onClick={() => scale(-0.5)}
              className={round}
            >
              <ZoomOut aria-hidden="true" className="size-5" />
            </button>
            <button
              type="button"
              aria-label={t("thread.zoomIn")}
              onClick={() => scale(0.5)}
              className={round}
            >
              <ZoomIn aria-hidden="true" className="size-5" />
            </button>
            <a
              href={url}
              download={attachment.name || true}
              aria-label={t("thread.download")}
              className={round}
            >
              <Download aria-hidden="true" className="size-5" />
            </a>
            <button type="button" aria-label={t("common.close")} onClick={onClose} className={round}>
              <X aria-hidden="true" className="size-5" />
            </button>
          </header>
          <div
            className="relative grid min-h-0 flex-1 place-items-center overflow-hidden"
            onWheel={(event) => scale(event.deltaY < 0 ? 0.25 : -0.25)}
            onPointerDown={(event) => {
              if (zoom > 1) grip.current = { x: event.clientX - shift.x, y: event.clientY - shift.y };
            }}
            onPointerMove={(event) => {
              if (grip.current)
                setShift({ x: event.clientX - grip.current.x, y: event.clientY - grip.current.y });
            }}
            onPointerUp={() => {
              grip.current = null;
            }}
          >
            {attachment.kind === "video" ? (
              // biome-ignore lint/a11y/useMediaCaption: a customer's video comes without captions
              <video
                key={url}
                src={url}
                controls
                autoPlay
                className="absolute inset-0 m-auto max-h-full max-w-full"
                aria-label={name}
              />
            ) : (
              <img
                key={url}
                src={url}
                alt={name}
                draggable={false}
                onDoubleClick={() => setZoom(zoom > 1 ? 1 : 2.5)}
                className="absolute inset-0 m-auto max-h-full max-w-full object-contain transition-transform duration-100 select-none"
                style={{ transform: `translate(${shift.x}px, ${shift.y}px) scale(${zoom})` }}
              />
            )}
            <button
              type="button"
              aria-label={t("thread.previousMedia")}
              disabled={index === 0}
              onClick={() => go(-1)}
              className={`${round} absolute top-1/2 left-3 -translate-y-1/2`}
            >
              <ChevronLeft aria-hidden="true" className="size-6" />
            </button>
            <button
              type="button"
              aria-label={t("thread.nextMedia")}
              disabled={index === items.length - 1}
              onClick={() => go(1)}
              className={`${round} absolute top-1/2 right-3 -translate-y-1/2`}
            >
              <ChevronRight aria-hidden="true" className="size-6" />
            </button>
          </div>
          {message.text && <p className="line-clamp-3 p-4 text-center text-sm">{message.text}</p>}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
