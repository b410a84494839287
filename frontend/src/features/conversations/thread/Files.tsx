import { Download, FileText, FileWarning, LoaderCircle, Play, RotateCcw } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Attachment, Message } from "@/shared/api/types";
import { useLanguage } from "@/shared/i18n";
import { fileSize } from "@/shared/lib/bytes";
import { cn } from "@/shared/lib/cn";
import { Voice } from "./Voice";

type FilesProps = {
  items: readonly Attachment[];
  message: Message;
  onOpen: (id: string) => void;
  onFetch?: () => void;
};
const MOST_TILES = 4;

function Waiting({ attachment, onFetch }: { attachment: Attachment; onFetch?: () => void }) {
  const { t } = useTranslation();
  const hasFailed = attachment.state === "failed";
  const Icon = hasFailed ? FileWarning : LoaderCircle;
  return (
    <p className="flex flex-wrap items-center gap-2 rounded-xl bg-ink/5 px-3 py-2.5 text-sm text-ink-2">
      <Icon aria-hidden="true" className={hasFailed ? "size-4 text-danger" : "size-4 animate-spin"} />
      {hasFailed && attachment.reason
        ? attachment.reason
        : t(hasFailed ? "attachment.failed" : "attachment.pending", {
            name: attachment.name || t("kinds.document"),
          })}
      {hasFailed && onFetch && (
        <button
          type="button"
          onClick={onFetch}
          className="inline-flex min-h-8 items-center gap-1 font-semibold text-primary underline underline-offset-2"
        >
          <RotateCcw aria-hidden="true" className="size-3.5" />
          {t("thread.fetchAgain")}
        </button>
      )}
    </p>
  );
}

function Tile({
  attachment,
  isAlone,
  more,
  onOpen,
}: {
  attachment: Attachment;
  isAlone: boolean;
  more: number;
  onOpen: () => void;
}) {
  const { t } = useTranslation();
  const isVideo = attachment.kind === "video";
  const name = attachment.name || t(isVideo ? "kinds.video" : "kinds.image");
  return (
    <button
      type="button"
      onClick={onOpen}
      aria-label={t("thread.openMedia", { name })}
      className={cn(
        "relative overflow-hidden rounded-xl bg-ink/5",
        isAlone ? "h-56 w-72 max-w-full" : "aspect-square w-full",
      )}
    >
      {isVideo ? (
        // biome-ignore lint/a11y/useMediaCaption: a still of a customer's video
        <video
          src={`${attachment.url}#t=0.1`}
          preload="metadata"
          className="size-full bg-black object-cover"
        />
      ) : (
        <img
          src={attachment.url ?? ""}
          alt=""
          loading="lazy"
          className="size-full object-cover transition-opacity hover:opacity-95"
        />
      )}
      {isVideo && more === 0 && (
        <span className="absolute inset-0 grid place-items-center">
          <span className="grid size-12 place-items-center rounded-full bg-black/60 text-white">
            <Play aria-hidden="true" className="ml-0.5 size-6 fill-current" />
          </span>
        </span>
      )}
      {more > 0 && (
        <span className="absolute inset-0 grid place-items-center bg-black/55 text-xl font-semibold text-white">
          +{more}
        </span>
      )}
    </button>
  );
}

function PaperFile({ attachment, url }: { attachment: Attachment; url: string }) {
  const language = useLanguage();
  const { t } = useTranslation();
  return (
    <a
      href={url}
      download={attachment.name}
      className="flex w-72 max-w-full items-center gap-3 rounded-xl bg-ink/5 p-2.5 transition-colors hover:bg-ink/10"
    >
      <span className="grid size-10 shrink-0 place-items-center rounded-lg bg-surface text-primary">
        <FileText aria-hidden="true" className="size-5" />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate text-sm font-medium">{attachment.name || t("kinds.document")}</span>
        <span className="block text-xs text-ink-2">
          {attachment.size !== null && fileSize(attachment.size, language)}
        </span>
      </span>
      <Download aria-hidden="true" className="mr-1 size-4 shrink-0 text-ink-2" />
    </a>
  );
}

function Sticker({ attachment, url }: { attachment: Attachment; url: string }) {
  const { t } = useTranslation();
  if (attachment.content_type.startsWith("video/")) {
    return <video src={url} autoPlay loop muted playsInline className="size-36 object-contain" />;
  }
  if (!attachment.content_type.startsWith("image/")) return <PaperFile attachment={attachment} url={url} />;
  return <img src={url} alt={t("kinds.sticker")} loading="lazy" className="size-36 object-contain" />;
}

export function Files({ items, onOpen, onFetch }: FilesProps) {
  if (items.length === 0) return null;
  const ready = items.filter((item) => item.state === "ready" && item.url);
  const tiles = ready.filter((item) => item.kind === "image" || item.kind === "video");
  const others = ready.filter((item) => !tiles.includes(item));
  const waiting = items.filter((item) => !ready.includes(item));
  const shown = tiles.slice(0, MOST_TILES);
  return (
    <div className="flex flex-col gap-1.5">
      {shown.length > 0 && (
        <div className={shown.length > 1 ? "grid w-72 max-w-full grid-cols-2 gap-1" : "flex"}>
          {shown.map((item, index) => (
            <Tile
              key={item.id}
              attachment={item}
              isAlone={shown.length === 1}
              more={index === MOST_TILES - 1 ? tiles.length - MOST_TILES : 0}
              onOpen={() => onOpen(item.id)}
            />
          ))}
        </div>
      )}
      {others.map((item) => {
        const url = item.url ?? "";
        if (item.kind === "sticker") return <Sticker key={item.id} attachment={item} url={url} />;
        if (item.kind === "audio") return <Voice key={item.id} attachment={item} url={url} />;
        return <PaperFile key={item.id} attachment={item} url={url} />;
      })}
      {waiting.map((item) => (
        <Waiting key={item.id} attachment={item} onFetch={onFetch} />
      ))}
    </div>
  );
}
