import type { StoredFile } from "@/shared/api/types";
import type { Half } from "./drafts";
import type { ServerDraft } from "./serverDrafts";

function filesOf(half: Half, ids: readonly string[]): StoredFile[] {
  return ids.flatMap((id) => half.files.find((file) => file.id === id) ?? []);
}

function taken(half: Half, server: ServerDraft): Half {
  return {
    ...half,
    text: server.text,
    files: filesOf(half, server.attachments),
    replyTo: half.replyTo?.id === server.reply_to ? half.replyTo : null,
    channel: server.channel,
    writtenAt: server.written_at,
    rev: server.rev,
    isDirty: false,
  };
}

/**
 * What another device wrote appears here, unless something unsaved stands here already: then that text stays and
 * the server keeps both. An empty draft of the server was sent or dropped elsewhere, and its count begins anew.
 */
export function hear(half: Half, server: ServerDraft): Half {
  const isGone = server.text === "" && server.attachments.length === 0;
  if (isGone) return half.isDirty ? { ...half, rev: 0 } : { ...taken(half, server), rev: 0, mentions: [] };
  if (server.rev <= half.rev || half.isDirty) return half;
  return taken(half, server);
}

/** The server's answer to what was sent to it; `sentText` tells whether more was written meanwhile. */
export function acknowledge(half: Half, server: ServerDraft, sentText: string): Half {
  if (half.text !== sentText) return { ...half, rev: server.rev };
  if (server.text === sentText) return { ...half, rev: server.rev, isDirty: false };
  return taken(half, server);
}
