import { useEffect, useRef, useState } from "react";
import type { Message, StoredFile } from "@/shared/api/types";
import { useErrorText } from "@/shared/i18n/errorText";
import { uuid } from "@/shared/lib/uuid";
import { toast } from "@/shared/ui/toast";
import { uploadAttachment } from "../api";
import { keepDraft, type Mode, readDraft } from "./drafts";
import { outbox } from "./outbox";

export type Upload = { key: string; name: string; progress: number; file: StoredFile | null };

/** What is being written to one conversation: text and mode survive in the browser, files wait in memory. */
export function useComposer(conversation: string) {
  const [draft, setDraft] = useState(() => readDraft(conversation));
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const [replyTo, setReplyTo] = useState<Message["reply_to"]>(null);
  const errorText = useErrorText();
  const isMounted = useRef(true);

  useEffect(() => keepDraft(conversation, draft), [conversation, draft]);
  useEffect(() => {
    isMounted.current = true;
    return () => {
      isMounted.current = false;
    };
  }, []);

  const patch = (key: string, change: Partial<Upload>) =>
    setUploads((all) => all.map((upload) => (upload.key === key ? { ...upload, ...change } : upload)));
  const removeUpload = (key: string) => setUploads((all) => all.filter((upload) => upload.key !== key));

  async function attachOne(file: File): Promise<void> {
    const key = uuid();
    setUploads((all) => [...all, { key, name: file.name, progress: 0, file: null }]);
    try {
      const stored = await uploadAttachment(file, (progress) => patch(key, { progress }));
      patch(key, { progress: 1, file: stored });
    } catch (error) {
      removeUpload(key);
      if (isMounted.current) toast.error(`${file.name}: ${errorText(error)}`);
    }
  }

  const isUploading = uploads.some((upload) => upload.file === null);
  const canSend = !isUploading && (draft.text.trim() !== "" || uploads.length > 0);

  function send(): void {
    if (!canSend) return;
    outbox.post(conversation, {
      text: draft.text.trim(),
      files: uploads.flatMap((upload) => upload.file ?? []),
      replyTo: draft.mode === "note" ? null : replyTo,
      isPrivate: draft.mode === "note",
    });
    setDraft({ text: "", mode: draft.mode });
    setUploads([]);
    setReplyTo(null);
  }

  return {
    ...draft,
    setText: (text: string) => setDraft((old) => ({ ...old, text })),
    setMode: (mode: Mode) => setDraft((old) => ({ ...old, mode })),
    uploads,
    attach: (files: Iterable<File>) => {
      for (const file of files) void attachOne(file);
    },
    removeUpload,
    replyTo,
    setReplyTo,
    canSend,
    send,
  };
}

export type ComposerState = ReturnType<typeof useComposer>;
