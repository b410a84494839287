import { useRef, useState } from "react";
import { ApiError, asApiError } from "@/shared/api/errors";
import type { StoredFile } from "@/shared/api/types";
import { upload } from "@/shared/api/upload";
import { useErrorText } from "@/shared/i18n/errorText";
import { uuid } from "@/shared/lib/uuid";
import type { Mode } from "./drafts";

/** A file on its way to the server, for the draft of one mode; one that has arrived belongs to that draft. */
export type Upload = {
  key: string;
  mode: Mode;
  name: string;
  progress: number;
  error: string;
  /** Trying again would not help. */
  isFinal: boolean;
  file: File;
};

const AT_ONCE = 3;

/** `maxBytes` is null where nobody knows how large a file may be; the server has the last word in any case. */
export function useUploads(onDone: (mode: Mode, file: StoredFile) => void, maxBytes: number | null) {
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const running = useRef(0);
  const waiting = useRef<Upload[]>([]);
  const removed = useRef(new Set<string>());
  const done = useRef(onDone);
  done.current = onDone;
  const errorText = useErrorText();

  const patch = (key: string, change: Partial<Upload>) =>
    setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...change } : one)));
  const drop = (key: string) => setUploads((all) => all.filter((one) => one.key !== key));

  async function run(one: Upload): Promise<void> {
    running.current += 1;
    try {
      const stored = await upload<StoredFile>("/api/attachments/", "file", [one.file], (progress) =>
        patch(one.key, { progress }),
      );
      drop(one.key);
      if (!removed.current.has(one.key)) done.current(one.mode, stored);
    } catch (error) {
      const isFinal = asApiError(error).status === 413;
      patch(one.key, { error: errorText(error), progress: 0, isFinal });
    } finally {
      running.current -= 1;
      next();
    }
  }

  // A hundred megabytes are not sent on their way to be refused at the end of it.
  const isTooLarge = (file: File) => maxBytes !== null && file.size > maxBytes;

  function next(): void {
    while (running.current < AT_ONCE) {
      const one = waiting.current.shift();
      if (!one) return;
      if (!removed.current.has(one.key)) void run(one);
    }
  }

  function attach(files: Iterable<File>, mode: Mode): void {
    const fresh = [...files].map((file) => ({
      key: uuid(),
      name: file.name,
      mode,
      progress: 0,
      error: isTooLarge(file) ? errorText(new ApiError("file_too_large", "")) : "",
      isFinal: isTooLarge(file),
      file,
    }));
    setUploads((all) => [...all, ...fresh]);
    waiting.current.push(...fresh.filter((one) => !one.isFinal));
    next();
  }

  return {
    uploads,
    attach,
    remove: (key: string) => {
      removed.current.add(key);
      drop(key);
    },
    retry: (key: string) => {
      const one = uploads.find((upload) => upload.key === key);
      if (!one) return;
      patch(key, { error: "" });
      waiting.current.push(one);
      next();
    },
  };
}
