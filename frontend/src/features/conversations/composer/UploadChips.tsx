import { FileText, ImageIcon, Music, Pause, Play, RotateCcw, Video, X } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { fileSize } from "@/shared/lib/bytes";
import type { ComposerState } from "./useComposer";

const remove = "grid size-7 shrink-0 place-items-center rounded-lg hover:bg-ink/10 pointer-coarse:size-10";

function Icon({ type }: { type: string }) {
  const family = type.split("/", 1)[0];
  const Drawing = { image: ImageIcon, video: Video, audio: Music }[family ?? ""] ?? FileText;
  return <Drawing aria-hidden="true" className="size-4 shrink-0 text-primary" />;
}

/** A recording is heard before it goes out. */
function Listen({ file }: { file: { name: string; url: string } }) {
  const { t } = useTranslation();
  const audio = useRef<HTMLAudioElement>(null);
  const [isPlaying, setPlaying] = useState(false);
  const toggle = () => (isPlaying ? audio.current?.pause() : void audio.current?.play());
  const Drawing = isPlaying ? Pause : Play;
  return (
    <button
      type="button"
      onClick={toggle}
      aria-label={t(isPlaying ? "thread.pause" : "thread.play", { name: file.name })}
      className="grid size-9 shrink-0 place-items-center rounded-full bg-primary text-on-primary pointer-coarse:size-11"
    >
      <Drawing aria-hidden="true" className="size-4 fill-current" />
      {/* biome-ignore lint/a11y/useMediaCaption: the member's own words, just spoken */}
      <audio
        ref={audio}
        src={file.url}
        preload="none"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
      />
    </button>
  );
}

function Picture({ file }: { file: ComposerState["files"][number] }) {
  if (file.content_type.startsWith("image/"))
    return <img src={file.url} alt="" className="size-9 rounded-lg object-cover" />;
  if (file.content_type.startsWith("audio/")) return <Listen file={file} />;
  return (
    <span className="grid size-9 place-items-center">
      <Icon type={file.content_type} />
    </span>
  );
}

/** Files beside the text: those on their way with their progress, then those that are ready to go. */
export function UploadChips({ composer }: { composer: ComposerState }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { files, uploads } = composer;
  if (files.length + uploads.length === 0) return null;
  return (
    <ul className="flex max-h-40 flex-wrap gap-2 overflow-y-auto px-3 pt-3">
      {files.map((file) => (
        <li
          key={file.id}
          className="flex max-w-full items-center gap-2 rounded-xl bg-sunken py-1 pr-1 pl-1 text-[13px]"
        >
          <Picture file={file} />
          <span className="min-w-0">
            <span className="block max-w-44 truncate">{file.name}</span>
            <span className="block text-[11px] text-ink-2">{fileSize(file.size, language)}</span>
          </span>
          <button
            type="button"
            aria-label={t("composer.removeFile", { name: file.name })}
            onClick={() => composer.removeFile(file.id)}
            className={remove}
          >
            <X aria-hidden="true" className="size-3.5" />
          </button>
        </li>
      ))}
      {uploads.map((upload) => (
        <li
          key={upload.key}
          className="relative flex max-w-full items-center gap-2 overflow-hidden rounded-xl bg-sunken py-1.5 pr-1 pl-3 text-[13px]"
        >
          <Icon type={upload.file.type} />
          <span className="min-w-0">
            <span className="block max-w-44 truncate">{upload.name}</span>
            {upload.error && <span className="block text-[11px] text-danger">{upload.error}</span>}
          </span>
          {upload.error && !upload.isFinal && (
            <button
              type="button"
              aria-label={t("write.retryFile", { name: upload.name })}
              onClick={() => composer.retryUpload(upload.key)}
              className={remove}
            >
              <RotateCcw aria-hidden="true" className="size-3.5" />
            </button>
          )}
          <button
            type="button"
            aria-label={t("composer.removeFile", { name: upload.name })}
            onClick={() => composer.removeUpload(upload.key)}
            className={remove}
          >
            <X aria-hidden="true" className="size-3.5" />
          </button>
          {!upload.error && (
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
