import { useEffect, useRef } from "react";

export type Hotkeys = Record<string, () => void>;

function isField(target: EventTarget | null): target is HTMLElement {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** "Mod+Shift+KeyE": by the key's place on the keyboard, as a Ukrainian layout sends Cyrillic letters. */
export function chord(event: KeyboardEvent): string {
  const mod = event.ctrlKey || event.metaKey ? "Mod+" : "";
  return `${mod}${event.altKey ? "Alt+" : ""}${event.shiftKey ? "Shift+" : ""}${event.code}`;
}

/** Single letters mean themselves while a field, a menu or a dialog is in use. */
export function isResting(event: KeyboardEvent): boolean {
  return isField(event.target) || document.querySelector('[role="dialog"],[role="menu"]') !== null;
}

/** Single keys rest while a field, a menu or a dialog is in use; Escape first leaves the field; Mod chords always work. */
export function useHotkeys(hotkeys: Hotkeys): void {
  const latest = useRef(hotkeys);
  useEffect(() => {
    latest.current = hotkeys;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const pressed = chord(event);
      const action = latest.current[pressed];
      if (!action || event.defaultPrevented || event.isComposing) return;
      if (!pressed.startsWith("Mod+")) {
        if (document.querySelector('[role="dialog"],[role="menu"]')) return;
        if (isField(event.target)) {
          if (pressed === "Escape") event.target.blur();
          return;
        }
      }
      event.preventDefault();
      action();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}
