import type { WidgetSettings } from "../api";

export type Question = WidgetSettings["pre_chat"]["questions"][number];

/** A name for the answer that no other question has: the server wants letters, digits and underscores. */
export function nameFor(questions: readonly Pick<Question, "name">[], type: Question["type"]): string {
  const base = type === "text" ? "answer" : type;
  const taken = new Set(questions.map((question) => question.name));
  if (!taken.has(base)) return base;
  let number = 2;
  while (taken.has(`${base}_${number}`)) number += 1;
  return `${base}_${number}`;
}

/** Websites as people type them: one a line, or with commas. */
export function originsOf(text: string): string[] {
  return text
    .split(/[\s,;]+/)
    .map((origin) => origin.trim())
    .filter(Boolean);
}
