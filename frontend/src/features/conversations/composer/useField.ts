import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import { type Mark, marked } from "./FormatBar";
import { replaceAt, type Trigger, triggerAt } from "./triggers";

type Options = { text: string; isNote: boolean; onText: (text: string) => void };

/** The text field's caret: what stands before it, and putting words in where it is. */
export function useField(input: RefObject<HTMLTextAreaElement | null>, { text, isNote, onText }: Options) {
  const [caret, setCaret] = useState(0);
  const [closedAt, setClosedAt] = useState<string | null>(null);
  const wanted = useRef<{ from: number; to: number } | null>(null);

  useLayoutEffect(() => {
    const selection = wanted.current;
    if (!selection || !input.current) return;
    wanted.current = null;
    input.current.focus();
    input.current.setSelectionRange(selection.from, selection.to);
    setCaret(selection.to);
  });

  const found = triggerAt(text, caret, isNote);
  const trigger: Trigger | null = found && closedAt !== `${found.sign}${found.from}` ? found : null;

  function put(next: string, from: number, to = from): void {
    wanted.current = { from, to };
    onText(next);
  }

  return {
    trigger,
    /** Keep an eye on the caret: after typing, arrows and clicks. */
    look: () => setCaret(input.current?.selectionEnd ?? 0),
    closeTrigger: () => setClosedAt(trigger ? `${trigger.sign}${trigger.from}` : null),
    insert: (added: string) => {
      const field = input.current;
      const next = replaceAt(
        text,
        field?.selectionStart ?? text.length,
        field?.selectionEnd ?? text.length,
        added,
      );
      put(next.text, next.caret);
    },
    /** Replace the sign and what follows it. */
    complete: (added: string): string => {
      const from = trigger?.from ?? caret;
      const next = replaceAt(text, from, caret, added);
      put(next.text, next.caret);
      return next.text;
    },
    mark: (mark: Mark) => {
      const field = input.current;
      const from = field?.selectionStart ?? text.length;
      const next = marked({ text, from, to: field?.selectionEnd ?? from }, mark);
      put(next.text, next.from, next.to);
    },
  };
}
