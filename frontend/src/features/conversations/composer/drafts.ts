import { stored } from "@/shared/lib/stored";

export type Mode = "reply" | "note";
export type Draft = { text: string; mode: Mode };

const EMPTY: Draft = { text: "", mode: "reply" };

export function readDraft(conversation: string): Draft {
  const kept = stored.get(`draft.${conversation}`);
  if (!kept) return EMPTY;
  try {
    const { text, mode } = JSON.parse(kept) as Draft;
    return { text: String(text), mode: mode === "note" ? "note" : "reply" };
  } catch {
    return EMPTY;
  }
}

export function keepDraft(conversation: string, draft: Draft): void {
  const isWorthKeeping = draft.text.trim() !== "" || draft.mode === "note";
  stored.set(`draft.${conversation}`, isWorthKeeping ? JSON.stringify(draft) : null);
}
