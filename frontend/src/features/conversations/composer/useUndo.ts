import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "@/shared/i18n/errorText";
import { dismissToast, toast } from "@/shared/ui/toast";
import { hideMessage } from "../thread/binding";
import { habitsQuery, keepHabits } from "./habits";
import { COMPOSER_ID } from "./ids";
import type { Letter } from "./outbox";
import { undoLast, useUndoable } from "./undo";

/** Offers to call the last reply back: a word with a button, Escape, or Ctrl+Z in the empty field. */
export function useUndo(conversation: string, isBlank: boolean, onLetter: (letter: Letter) => void): void {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const undoable = useUndoable(conversation);
  const { data: habits } = useQuery(habitsQuery);
  useEffect(() => {
    if (habits) keepHabits(habits);
  }, [habits]);
  const state = useRef({ isBlank, onLetter });
  state.current = { isBlank, onLetter };

  // biome-ignore lint/correctness/useExhaustiveDependencies: one slip per letter; words and errors are read when it is used
  useEffect(() => {
    if (!undoable) return;
    const undo = async () => {
      try {
        const letter = await undoLast((id) => hideMessage(client, conversation, id));
        if (!letter) return;
        state.current.onLetter(letter);
        document.getElementById(COMPOSER_ID)?.focus();
      } catch (error) {
        toast.error(errorText(error));
      }
    };
    const slip = toast.plain(
      t("write.sending"),
      { label: t("common.undo"), onClick: () => void undo() },
      undoable.seconds * 1_000,
    );
    const onKeyDown = (event: KeyboardEvent) => {
      const isUndo = event.code === "KeyZ" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
      if (event.defaultPrevented || (event.code !== "Escape" && !isUndo)) return;
      if (document.querySelector('[role="dialog"],[role="menu"],[role="listbox"]')) return;
      const target = event.target as HTMLElement;
      const isField = /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
      if (isField && !(target.id === COMPOSER_ID && state.current.isBlank)) return;
      event.preventDefault();
      event.stopPropagation();
      void undo();
    };
    document.addEventListener("keydown", onKeyDown, true);
    return () => {
      dismissToast(slip);
      document.removeEventListener("keydown", onKeyDown, true);
    };
  }, [undoable]);
}
