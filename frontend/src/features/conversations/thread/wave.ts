import { useEffect, useState } from "react";

export type Wave = { peaks: readonly number[]; seconds: number };

const BARS = 40;
const MOST_BYTES = 3_000_000;
const cache = new Map<string, Wave>();

/** The loudest moment of each of `bars` equal parts, scaled so that the loudest of all is 1. */
export function peaksOf(samples: Float32Array, bars: number): number[] {
  const size = Math.max(1, Math.floor(samples.length / bars));
  const peaks = Array.from({ length: bars }, (_, bar) => {
    let peak = 0;
    for (let at = bar * size; at < Math.min(samples.length, (bar + 1) * size); at += 1) {
      peak = Math.max(peak, Math.abs(samples[at] ?? 0));
    }
    return peak;
  });
  const loudest = Math.max(...peaks, 0.001);
  return peaks.map((peak) => peak / loudest);
}

async function listen(url: string): Promise<Wave> {
  const sound = await (await fetch(url)).arrayBuffer();
  const decoded = await new OfflineAudioContext(1, 1, 44_100).decodeAudioData(sound);
  return { peaks: peaksOf(decoded.getChannelData(0), BARS), seconds: decoded.duration };
}

/** The shape of a voice message; null while it is unknown, or where the browser cannot read it. */
export function useWave(url: string, bytes: number | null): Wave | null {
  const [wave, setWave] = useState(() => cache.get(url) ?? null);
  useEffect(() => {
    if (cache.has(url) || (bytes ?? 0) > MOST_BYTES || !("OfflineAudioContext" in window)) return;
    let isWanted = true;
    listen(url).then(
      (found) => {
        cache.set(url, found);
        if (isWanted) setWave(found);
      },
      // Without a shape there is still a bar to play along.
      () => {},
    );
    return () => {
      isWanted = false;
    };
  }, [url, bytes]);
  return wave;
}
