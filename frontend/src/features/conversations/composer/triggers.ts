export type Trigger = { sign: "/" | "@"; query: string; from: number };

// A shortcut stands at the beginning of a line or after a space, so that addresses and and/or stay words.
const SHORTCUT = /(?:^|\s)(\/)([\p{L}\p{N}_-]{0,40})$/u;
const CALL = /(?:^|\s)(@)([\p{L}\p{N}_.-]{0,40}(?: [\p{L}\p{N}_.-]{0,40})?)$/u;

/** What is being asked for just before the caret: a canned reply, or a colleague in a note. */
export function triggerAt(text: string, caret: number, isNote: boolean): Trigger | null {
  const before = text.slice(0, caret);
  const found = (isNote ? CALL.exec(before) : null) ?? SHORTCUT.exec(before);
  if (!found) return null;
  const [, sign, query = ""] = found;
  return { sign: sign as Trigger["sign"], query, from: caret - query.length - 1 };
}

export function replaceAt(
  text: string,
  from: number,
  to: number,
  added: string,
): { text: string; caret: number } {
  return { text: text.slice(0, from) + added + text.slice(to), caret: from + added.length };
}
