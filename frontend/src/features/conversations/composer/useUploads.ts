import { useRef, useState } from "react";
import type { StoredFile } from "@/shared/api/types";
import { upload } from "@/shared/api/upload";
import { useErrorText } from "@/shared/i18n/errorText";
import { uuid } from "@/shared/lib/uuid";
import type { Mode } from "./drafts";

/** A file on its way to the server, for the draft of one mode; one that has arrived belongs to that draft. */
export type Upload = { key: string; mode: Mode; name: string; progress: number; error: string; file: File };

const AT_ONCE = 3;

export function useUploads(onDone: (mode: Mode, file: StoredFile) => void) {
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
      patch(one.key, { error: errorText(error), progress: 0 });
    } finally {
      running.current -= 1;
      next();
    }
  }

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
      error: "",
      file,
    }));
    setUploads((all) => [...all, ...fresh]);
    waiting.current.push(...fresh);
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
