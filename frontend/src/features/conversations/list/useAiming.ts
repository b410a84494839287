import { useCallback, useEffect, useRef, useState } from "react";

const STILL_AIMING_MS = 2_000;

/** True while a mouse moves over an element and for a moment after; a pointer left lying there aims at nothing. */
export function useAiming() {
  const [isAiming, setAiming] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const stop = useCallback(() => {
    clearTimeout(timer.current);
    setAiming(false);
  }, []);
  const onPointerMove = useCallback(
    (event: { pointerType: string }) => {
      if (event.pointerType !== "mouse") return;
      setAiming(true);
      clearTimeout(timer.current);
      timer.current = setTimeout(stop, STILL_AIMING_MS);
    },
    [stop],
  );
  useEffect(() => stop, [stop]);
  return { isAiming, stop, handlers: { onPointerMove, onPointerLeave: stop } };
}
