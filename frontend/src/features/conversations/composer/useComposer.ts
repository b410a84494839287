import { useQuery } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import type { Conversation, Message } from "@/shared/api/types";
import { accountsQuery } from "./api";
import { isBlank, type Mode } from "./drafts";
import { type Envelope, notAnAddress, opened, wiredEnvelope } from "./envelope";
import { type Letter, outbox } from "./outbox";
import { offerUndo } from "./undo";
import { useDraft } from "./useDraft";
import { useUploads } from "./useUploads";

type Extra = Pick<Letter, "kind" | "content" | "sendAt">;
type Restored = Pick<Letter, "text" | "files" | "replyTo" | "isPrivate" | "mail">;

/** What is being written to one conversation. Reply and note are two texts: nothing private slips into an answer. */
export function useComposer(conversation: Conversation) {
  const { id } = conversation;
  const { draft, write, clear, setMode, other, forgetOther } = useDraft(id);
  const { mode } = draft;
  const half = draft[mode];
  const { data: accounts } = useQuery(accountsQuery);
  const maxBytes = accounts?.[0]?.capabilities.max_file_bytes ?? null;
  const files = useUploads(
    (into, file) => write(into, (held) => ({ files: [...held.files, file] })),
    maxBytes,
  );
  const chosen = conversation.channels.find((channel) => channel.id === half.channel);
  const channel = chosen ?? conversation.channels.find((one) => one.id === conversation.channel.id) ?? null;
  const uploads = files.uploads.filter((upload) => upload.mode === mode);
  const isUploading = uploads.length > 0;
  const [envelope, setEnvelope] = useState<Envelope | null>(null);
  const mailed = channel?.mail ?? null;
  const usual = mode === "reply" ? mailed : null;
  const isAddressed = !usual || !envelope || !notAnAddress(`${envelope.cc},${envelope.bcc}`);
  const canSend = !isUploading && !isBlank(half) && isAddressed;

  const post = useCallback((letter: Letter) => offerUndo(id, letter), [id]);

  function send(extra: Extra = {}): void {
    if (!canSend) return;
    const isPrivate = mode === "note";
    const mail = usual && envelope ? wiredEnvelope(envelope, usual) : undefined;
    post({
      text: half.text.trim(),
      files: [...half.files],
      replyTo: isPrivate ? null : half.replyTo,
      isPrivate,
      mentions: isPrivate
        ? half.mentions.filter(({ name }) => half.text.includes(`@${name}`)).map((one) => one.id)
        : [],
      channel: isPrivate ? null : (chosen?.id ?? null),
      ...(mail ? { mail } : {}),
      ...extra,
    });
    clear(mode);
    if (usual) setEnvelope(null);
  }

  /** A form has content of its own; the text stays in the field unless the form takes it along. */
  function sendForm(form: Pick<Letter, "kind" | "content"> & { text?: string }): void {
    outbox.post(id, {
      text: form.text ?? "",
      files: [],
      replyTo: half.replyTo,
      isPrivate: false,
      channel: chosen?.id ?? null,
      kind: form.kind,
      content: form.content,
    });
    if (half.replyTo) write("reply", { replyTo: null });
  }

  /** Put a letter that was taken back into the field, in front of what has been written since. */
  const restore = useCallback(
    (letter: Restored, held: { text: string }) => {
      if (letter.mail && mailed) setEnvelope(opened(mailed, letter.mail));
      const into: Mode = letter.isPrivate ? "note" : "reply";
      setMode(into);
      write(into, {
        text: [letter.text, held.text].filter(Boolean).join("\n"),
        files: letter.files,
        replyTo: letter.replyTo,
      });
    },
    [setMode, write, mailed],
  );

  return {
    mode,
    setMode,
    text: half.text,
    setText: (text: string) => write(mode, { text }),
    files: half.files,
    addFiles: (added: Letter["files"]) => write(mode, (held) => ({ files: [...held.files, ...added] })),
    removeFile: (fileId: string) => write(mode, { files: half.files.filter((file) => file.id !== fileId) }),
    uploads,
    attach: (added: Iterable<File>) => files.attach(added, mode),
    removeUpload: files.remove,
    retryUpload: files.retry,
    replyTo: half.replyTo,
    setReplyTo: (replyTo: Message["reply_to"]) => write("reply", { replyTo }),
    channel,
    setChannel: (channelId: string) =>
      write("reply", { channel: channelId === conversation.channel.id ? null : channelId }),
    usual,
    envelope,
    setEnvelope,
    mention: (who: { id: string; name: string }, text: string) =>
      write("note", { text, mentions: [...half.mentions.filter((one) => one.id !== who.id), who] }),
    other,
    takeOther: () => {
      if (other) write(mode, { text: other.text });
      forgetOther();
    },
    forgetOther,
    canSend,
    send,
    sendForm,
    sendLetter: (letter: Letter) => void outbox.post(id, letter),
    restore: (letter: Restored) => restore(letter, draft[letter.isPrivate ? "note" : "reply"]),
  };
}

export type ComposerState = ReturnType<typeof useComposer>;
