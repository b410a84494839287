import { Check, Mic, Pause, Trash2 } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/shared/lib/cn";
import { IconButton } from "@/shared/ui/IconButton";
import { toast } from "@/shared/ui/toast";

// The first two are voice messages everywhere; the last is what browsers without them can record.
const TYPES = ["audio/ogg;codecs=opus", "audio/mp4;codecs=mp4a.40.2", "audio/webm;codecs=opus"];
const BITS_PER_S = 32_000;
const BARS = 32;
const LONGEST_MS = 15 * 60_000;

type RecorderProps = { onDone: (file: File) => void; onClose: () => void };

function nameFor(type: string): string {
  const ending = type.includes("ogg") ? "ogg" : type.includes("mp4") ? "m4a" : "webm";
  return `voice-${new Date().toISOString().slice(0, 19).replace(/[:T]/g, "-")}.${ending}`;
}

/** Records until told to stop, with pauses to think; shows that it hears something. */
export function Recorder({ onDone, onClose }: RecorderProps) {
  const { t } = useTranslation();
  const [levels, setLevels] = useState<readonly number[]>(() => Array<number>(BARS).fill(0));
  const [heardMs, setHeardMs] = useState<number | null>(null);
  const [isPaused, setPaused] = useState(false);
  const recorder = useRef<MediaRecorder | null>(null);
  const isWanted = useRef(true);
  const ends = useRef({ onDone, onClose });
  ends.current = { onDone, onClose };

  /** False when nothing was recorded yet. */
  const end = useCallback(() => {
    if (!recorder.current || recorder.current.state === "inactive") return false;
    recorder.current.stop();
    return true;
  }, []);

  useEffect(() => {
    let stream: MediaStream | null = null;
    let sound: AudioContext | null = null;
    let timer: ReturnType<typeof setInterval> | undefined;
    let isGone = false;

    async function listen(): Promise<void> {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      if (isGone) return stop();
      const type = TYPES.find((one) => MediaRecorder.isTypeSupported(one));
      const chunks: Blob[] = [];
      const made = new MediaRecorder(stream, {
        ...(type ? { mimeType: type } : {}),
        audioBitsPerSecond: BITS_PER_S,
      });
      recorder.current = made;
      made.ondataavailable = (event) => chunks.push(event.data);
      made.onstop = () => {
        stop();
        if (isWanted.current && chunks.length) {
          const plain = made.mimeType.split(";", 1)[0] ?? "audio/webm";
          ends.current.onDone(new File(chunks, nameFor(plain), { type: plain }));
        }
        ends.current.onClose();
      };
      made.start(500);
      setHeardMs(0);
      sound = new AudioContext();
      const analyser = sound.createAnalyser();
      sound.createMediaStreamSource(stream).connect(analyser);
      const samples = new Uint8Array(analyser.fftSize);
      let heard = 0;
      let lookedAt = performance.now();
      timer = setInterval(() => {
        const now = performance.now();
        const passed = now - lookedAt;
        lookedAt = now;
        if (made.state !== "recording") return;
        heard += passed;
        setHeardMs(heard);
        analyser.getByteTimeDomainData(samples);
        const peak = samples.reduce((most, one) => Math.max(most, Math.abs(one - 128)), 0) / 128;
        setLevels((held) => [...held.slice(1), peak]);
        if (heard > LONGEST_MS) made.stop();
      }, 100);
    }
    function stop(): void {
      clearInterval(timer);
      for (const track of stream?.getTracks() ?? []) track.stop();
      void sound?.close().catch(() => {});
    }
    listen().catch(() => {
      if (isGone) return;
      toast.error(t("write.noMicrophone"));
      ends.current.onClose();
    });
    return () => {
      isGone = true;
      isWanted.current = false;
      end();
      stop();
    };
  }, [t, end]);

  const finish = (keep: boolean) => {
    isWanted.current = keep;
    if (!end()) onClose();
  };
  const pause = () => {
    if (isPaused) recorder.current?.resume();
    else recorder.current?.pause();
    setPaused(!isPaused);
  };
  const seconds = Math.floor((heardMs ?? 0) / 1_000);
  return (
    <fieldset
      aria-label={t("write.recording")}
      className="flex items-center gap-3 px-3 py-2.5"
      onKeyDown={(event) => {
        if (event.code !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        finish(false);
      }}
    >
      <IconButton label={t("write.dropRecording")} onClick={() => finish(false)}>
        <Trash2 className="size-[18px]" />
      </IconButton>
      <span
        aria-hidden="true"
        className={cn("size-2.5 shrink-0 rounded-full", isPaused ? "bg-ink-3" : "animate-skeleton bg-danger")}
      />
      <span role="timer" className="w-10 text-sm tabular-nums">
        {Math.floor(seconds / 60)}:{String(seconds % 60).padStart(2, "0")}
      </span>
      <span aria-hidden="true" className="flex h-8 min-w-0 flex-1 items-center gap-0.5">
        {levels.map((level, bar) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: the bars stand still, their heights move through them
            key={bar}
            className="w-full rounded-full bg-primary/70"
            style={{ height: `${Math.max(8, level * 100)}%` }}
          />
        ))}
      </span>
      <IconButton
        label={t(isPaused ? "write.resumeRecording" : "write.pauseRecording")}
        onClick={pause}
        disabled={heardMs === null}
      >
        {isPaused ? <Mic className="size-[18px]" /> : <Pause className="size-[18px]" />}
      </IconButton>
      <IconButton
        autoFocus
        label={t("write.keepRecording")}
        look="primary"
        onClick={() => finish(true)}
        disabled={heardMs === null}
        className="rounded-full"
      >
        <Check className="size-[18px]" />
      </IconButton>
    </fieldset>
  );
}
