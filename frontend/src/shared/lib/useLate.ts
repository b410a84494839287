import { useEffect, useState } from "react";

/** False for the first moments, so that a quick answer never flashes a skeleton. */
export function useLate(delayMs = 150): boolean {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), delayMs);
    return () => clearTimeout(timer);
  }, [delayMs]);
  return isLate;
}
