import type { Message, StoredFile } from "@/shared/api/types";
import { stored } from "@/shared/lib/stored";

export type Mode = "reply" | "note";
export const MODES: readonly Mode[] = ["reply", "note"];

/**
 * What is being written in one mode. `rev` is the server's draft it began from (0: none yet), `isDirty` says that the
 * server has not heard of the newest text.
 */
export type Half = {
  text: string;
  files: readonly StoredFile[];
  replyTo: Message["reply_to"];
  channel: string | null;
  mentions: readonly { id: string; name: string }[];
  writtenAt: string;
  rev: number;
  isDirty: boolean;
};
export type Draft = { mode: Mode; reply: Half; note: Half };

export const EMPTY_HALF: Half = {
  text: "",
  files: [],
  replyTo: null,
  channel: null,
  mentions: [],
  writtenAt: "",
  rev: 0,
  isDirty: false,
};
const EMPTY: Draft = { mode: "reply", reply: EMPTY_HALF, note: EMPTY_HALF };

/** This browser's copy: at hand before the server answers, and all there is without a connection. */
export function readDraft(conversation: string): Draft {
  const kept = stored.get(`draft.${conversation}`);
  if (!kept) return EMPTY;
  try {
    const { mode, reply, note } = JSON.parse(kept) as Partial<Draft>;
    return {
      mode: mode === "note" ? "note" : "reply",
      reply: { ...EMPTY_HALF, ...reply },
      note: { ...EMPTY_HALF, ...note },
    };
  } catch {
    return EMPTY;
  }
}

export function isBlank(half: Half): boolean {
  return half.text.trim() === "" && half.files.length === 0;
}

export function keepDraft(conversation: string, draft: Draft): void {
  const isWorthKeeping =
    draft.mode === "note" || MODES.some((mode) => !isBlank(draft[mode]) || draft[mode].isDirty);
  stored.set(`draft.${conversation}`, isWorthKeeping ? JSON.stringify(draft) : null);
}
