import { Download, FileText, FileWarning, ImageIcon, LoaderCircle } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Attachment } from "@/shared/api/types";
import { useLanguage } from "@/shared/i18n";
import { fileSize } from "@/shared/lib/bytes";

function Waiting({ attachment }: { attachment: Attachment }) {
  const { t } = useTranslation();
  const hasFailed = attachment.state === "failed";
  const Icon = hasFailed ? FileWarning : LoaderCircle;
  return (
    <p className="flex items-center gap-2 rounded-xl bg-ink/5 px-3 py-2.5 text-sm text-ink-2">
      <Icon aria-hidden="true" className={hasFailed ? "size-4 text-danger" : "size-4 animate-spin"} />
      {hasFailed && attachment.reason
        ? attachment.reason
        : t(hasFailed ? "attachment.failed" : "attachment.pending", {
            name: attachment.name || t("kinds.document"),
          })}
    </p>
  );
}

function Picture({ url, name }: { url: string; name: string }) {
  const { t } = useTranslation();
  return (
    <a href={url} target="_blank" rel="noreferrer" className="block overflow-hidden rounded-xl">
      <img
        src={url}
        alt={name || t("kinds.image")}
        loading="lazy"
        className="h-56 w-72 max-w-full bg-ink/5 object-cover transition-opacity hover:opacity-95"
      />
    </a>
  );
}

function PaperFile({ attachment, url }: { attachment: Attachment; url: string }) {
  const language = useLanguage();
  return (
    <a
      href={url}
      download={attachment.name}
      className="flex w-72 max-w-full items-center gap-3 rounded-xl bg-ink/5 p-2.5 transition-colors hover:bg-ink/10"
    >
      <span className="grid size-10 shrink-0 place-items-center rounded-lg bg-surface text-primary">
        {attachment.content_type.startsWith("image/") ? (
          <ImageIcon className="size-5" />
        ) : (
          <FileText className="size-5" />
        )}
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate text-sm font-medium">{attachment.name}</span>
        <span className="block text-xs text-ink-2">
          {attachment.size !== null && fileSize(attachment.size, language)}
        </span>
      </span>
      <Download aria-hidden="true" className="mr-1 size-4 shrink-0 text-ink-2" />
    </a>
  );
}

function One({ attachment }: { attachment: Attachment }) {
  const { t } = useTranslation();
  const { url, kind, name } = attachment;
  if (!url || attachment.state !== "ready") return <Waiting attachment={attachment} />;
  if (kind === "image" || kind === "sticker") return <Picture url={url} name={name} />;
  if (kind === "audio") {
    return (
      // biome-ignore lint/a11y/useMediaCaption: a customer's voice message comes without captions
      <audio
        controls
        preload="metadata"
        src={url}
        aria-label={name || t("kinds.audio")}
        className="h-11 w-72 max-w-full"
      />
    );
  }
  if (kind === "video") {
    return (
      // biome-ignore lint/a11y/useMediaCaption: a customer's video comes without captions
      <video
        controls
        preload="metadata"
        src={url}
        aria-label={name || t("kinds.video")}
        className="h-56 w-72 max-w-full rounded-xl bg-black object-contain"
      />
    );
  }
  return <PaperFile attachment={attachment} url={url} />;
}

export function Attachments({ items }: { items: readonly Attachment[] }) {
  if (items.length === 0) return null;
  return (
    <div className="flex flex-col gap-1.5">
      {items.map((attachment) => (
        <One key={attachment.id} attachment={attachment} />
      ))}
    </div>
  );
}
