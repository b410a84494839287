const NOTES = [
  { hz: 659.25, at: 0 },
  { hz: 987.77, at: 0.11 },
] as const;
const LOUDNESS = 0.12;
const LASTS_S = 0.5;
const QUIET_MS = 1_500;

let audio: AudioContext | null = null;

async function play(): Promise<void> {
  audio ??= new AudioContext();
  // A page that nobody has clicked in yet may not sound.
  if (audio.state === "suspended") await audio.resume();
  for (const { hz, at } of NOTES) {
    const begin = audio.currentTime + at;
    const tone = audio.createOscillator();
    const gain = audio.createGain();
    tone.type = "sine";
    tone.frequency.value = hz;
    gain.gain.setValueAtTime(0, begin);
    gain.gain.linearRampToValueAtTime(LOUDNESS, begin + 0.015);
    gain.gain.exponentialRampToValueAtTime(0.0001, begin + LASTS_S);
    tone.connect(gain).connect(audio.destination);
    tone.start(begin);
    tone.stop(begin + LASTS_S);
  }
}

/** Two short notes; of several open tabs one sounds, and a burst sounds once. */
export async function chime(): Promise<void> {
  if (!navigator.userActivation?.hasBeenActive) return;
  await navigator.locks.request("parlor.sound", { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    await play();
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
  });
}
