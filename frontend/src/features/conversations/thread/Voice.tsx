import { Pause, Play } from "lucide-react";
import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Attachment } from "@/shared/api/types";
import { useWave } from "./wave";

const SPEEDS = [1, 1.5, 2] as const;
const SEEK_S = 5;
const FLAT = Array.from({ length: 40 }, (_, bar) => 0.25 + 0.15 * Math.abs(Math.sin(bar * 1.7)));
const LONG_TRANSCRIPT = 240;

function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

function Transcript({ transcript }: { transcript: NonNullable<Attachment["transcript"]> }) {
  const { t } = useTranslation();
  const [isWhole, setWhole] = useState(false);
  if (transcript.state === "pending")
    return <p className="text-xs text-ink-2 italic">{t("thread.transcribing")}</p>;
  if (transcript.state === "failed") return <p className="text-xs text-ink-2">{t("thread.noTranscript")}</p>;
  const isLong = transcript.text.length > LONG_TRANSCRIPT;
  return (
    <div className="text-sm">
      <p className="sr-only">{t("thread.transcript")}</p>
      <p dir="auto" className="break-words whitespace-pre-wrap">
        {isLong && !isWhole ? `${transcript.text.slice(0, LONG_TRANSCRIPT)}…` : transcript.text}
      </p>
      {isLong && !isWhole && (
        <button type="button" onClick={() => setWhole(true)} className="text-xs font-semibold text-primary">
          {t("common.more")}
        </button>
      )}
    </div>
  );
}

/** A voice message: play, seek along its wave, faster; its words underneath. */
export function Voice({ attachment, url }: { attachment: Attachment; url: string }) {
  const { t } = useTranslation();
  const audio = useRef<HTMLAudioElement>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [at, setAt] = useState(0);
  const [told, setTold] = useState(0);
  const [speed, setSpeed] = useState<(typeof SPEEDS)[number]>(1);
  const wave = useWave(url, attachment.size);
  const seconds = wave?.seconds ?? (Number.isFinite(told) ? told : 0);
  const share = seconds ? at / seconds : 0;

  const seek = (to: number) => {
    if (!audio.current || !seconds) return;
    const next = Math.min(Math.max(to, 0), seconds);
    audio.current.currentTime = next;
    setAt(next);
  };
  const onPointer = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    seek(((event.clientX - box.left) / box.width) * seconds);
  };
  const onKey = (event: KeyboardEvent) => {
    const by = { ArrowRight: SEEK_S, ArrowLeft: -SEEK_S }[event.code];
    if (!by) return;
    event.preventDefault();
    seek(at + by);
  };
  const toggle = () => {
    if (!audio.current) return;
    audio.current.playbackRate = speed;
    if (isPlaying) audio.current.pause();
    else void audio.current.play();
  };
  const faster = () => {
    const next = SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length] ?? 1;
    setSpeed(next);
    if (audio.current) audio.current.playbackRate = next;
  };

  return (
    <div className="flex w-72 max-w-full flex-col gap-1.5">
      {/* biome-ignore lint/a11y/useMediaCaption: its words stand underneath where a model has heard them */}
      <audio
        ref={audio}
        src={url}
        preload="metadata"
        onLoadedMetadata={(event) => setTold(event.currentTarget.duration)}
        onTimeUpdate={(event) => setAt(event.currentTarget.currentTime)}
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setAt(0)}
      />
      <div className="flex items-center gap-2.5">
        <button
          type="button"
          onClick={toggle}
          aria-label={t(isPlaying ? "thread.pause" : "thread.play", {
            name: attachment.voice ? t("kinds.audio") : attachment.name || t("kinds.audio"),
          })}
          className="grid size-10 shrink-0 place-items-center rounded-full bg-primary text-on-primary pointer-coarse:size-11"
        >
          {isPlaying ? (
            <Pause aria-hidden="true" className="size-4.5 fill-current" />
          ) : (
            <Play aria-hidden="true" className="ml-0.5 size-4.5 fill-current" />
          )}
        </button>
        <div
          role="slider"
          tabIndex={0}
          aria-label={t("thread.position")}
          aria-valuemin={0}
          aria-valuemax={Math.round(seconds)}
          aria-valuenow={Math.round(at)}
          aria-valuetext={clock(at)}
          onPointerDown={onPointer}
          onKeyDown={onKey}
          className="flex h-9 min-w-0 flex-1 cursor-pointer items-center gap-px rounded"
        >
          {(wave?.peaks ?? FLAT).map((peak, bar) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: a wave never changes its order
              key={bar}
              className={`w-full rounded-full ${bar / FLAT.length < share ? "bg-primary" : "bg-ink/25"}`}
              style={{ height: `${Math.max(12, peak * 100)}%` }}
            />
          ))}
        </div>
        <span className="w-9 text-right text-xs tabular-nums text-ink-2">{clock(at || seconds)}</span>
        <button
          type="button"
          onClick={faster}
          aria-label={t("thread.speed", { speed })}
          className="h-7 w-9 shrink-0 rounded-full bg-ink/8 text-xs font-semibold tabular-nums hover:bg-ink/15 pointer-coarse:h-9"
        >
          {speed}×
        </button>
      </div>
      {attachment.transcript && <Transcript transcript={attachment.transcript} />}
    </div>
  );
}
