import { useEffect, useRef } from "react";
import { chord, isResting } from "./useHotkeys";

const SECOND_KEY_WITHIN_MS = 1_200;

/** Two keys one after the other, such as G then I; the second one is nobody else's then. */
export function useSequence(first: string, seconds: Record<string, () => void>): void {
  const latest = useRef(seconds);
  useEffect(() => {
    latest.current = seconds;
  });
  useEffect(() => {
    let begunAt = 0;
    const onKeyDown = (event: KeyboardEvent) => {
      if (isResting(event)) return;
      const pressed = chord(event);
      if (Date.now() - begunAt < SECOND_KEY_WITHIN_MS) {
        begunAt = 0;
        const action = latest.current[pressed];
        if (!action) return;
        event.preventDefault();
        action();
      } else if (pressed === first) begunAt = Date.now();
    };
    // Before the single keys hear of it.
    document.addEventListener("keydown", onKeyDown, true);
    return () => document.removeEventListener("keydown", onKeyDown, true);
  }, [first]);
}
