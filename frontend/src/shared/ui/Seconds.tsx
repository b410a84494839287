import { useEffect, useState } from "react";

const left = (until: number) => Math.max(1, Math.ceil((until - Date.now()) / 1_000));

/** The seconds that are left, for eyes only: a screen reader would say each of them. */
export function Seconds({ until }: { until: number }) {
  const [seconds, setSeconds] = useState(() => left(until));
  useEffect(() => {
    const timer = setInterval(() => setSeconds(left(until)), 250);
    return () => clearInterval(timer);
  }, [until]);
  return (
    <span aria-hidden="true" className="min-w-5 text-right tabular-nums opacity-75">
      {seconds}
    </span>
  );
}
