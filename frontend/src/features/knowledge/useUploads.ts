import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "@/shared/i18n/errorText";
import { uuid } from "@/shared/lib/uuid";

export type Uploading = { key: string; name: string; progress: number; error: string | null };
type Send = (file: File, onProgress: (share: number) => void) => Promise<void>;

// The server's own limit; a file above it is not sent in vain.
const MOST_MB = 25;
const AT_ONCE = 3;

/** Files on their way to the server, a few at a time, each with its own progress: one refused file stops no other. */
export function useUploads(send: Send) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [uploads, setUploads] = useState<readonly Uploading[]>([]);
  const waiting = useRef<{ key: string; file: File }[]>([]);
  const running = useRef(0);
  const patch = (key: string, change: Partial<Uploading>) =>
    setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...change } : one)));
  const dismiss = (key: string) => setUploads((all) => all.filter((one) => one.key !== key));

  async function work(): Promise<void> {
    running.current += 1;
    for (let next = waiting.current.shift(); next; next = waiting.current.shift()) {
      const { key, file } = next;
      try {
        await send(file, (progress) => patch(key, { progress }));
        dismiss(key);
      } catch (error) {
        patch(key, { error: errorText(error) });
      }
    }
    running.current -= 1;
  }

  function add(files: File[]): void {
    for (const file of files) {
      const key = uuid();
      const isTooLarge = file.size > MOST_MB * 1_000_000;
      const error = isTooLarge ? t("knowledge.tooLarge", { most_mb: MOST_MB }) : null;
      setUploads((all) => [...all, { key, name: file.name, progress: 0, error }]);
      if (!isTooLarge) waiting.current.push({ key, file });
    }
    while (running.current < AT_ONCE && waiting.current.length > 0) void work();
  }
  return { uploads, dismiss, add };
}
