import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useErrorText } from "@/shared/i18n/errorText";
import { uuid } from "@/shared/lib/uuid";
import { keys, uploadDocument } from "./api";
import { applyDocument, type DocumentList } from "./live";

export type Uploading = { key: string; name: string; progress: number; error: string | null };

/** Files on their way to the server, each with its own progress: one refused file does not stop the others. */
export function useUploads() {
  const client = useQueryClient();
  const errorText = useErrorText();
  const [uploads, setUploads] = useState<readonly Uploading[]>([]);
  const patch = (key: string, change: Partial<Uploading>) =>
    setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...change } : one)));
  const dismiss = (key: string) => setUploads((all) => all.filter((one) => one.key !== key));

  async function start(file: File): Promise<void> {
    const key = uuid();
    setUploads((all) => [...all, { key, name: file.name, progress: 0, error: null }]);
    try {
      const documents = await uploadDocument(file, (progress) => patch(key, { progress }));
      for (const document of documents) {
        client.setQueryData<DocumentList>(keys.documents, (list) => applyDocument(list, document));
      }
      dismiss(key);
    } catch (error) {
      patch(key, { error: errorText(error) });
    }
  }
  return { uploads, dismiss, add: (files: File[]) => void Promise.all(files.map(start)) };
}
