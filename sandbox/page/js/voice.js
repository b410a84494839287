// A voice note: play, pause, and bars that fill as it plays.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";

const BARS = 28;

export function voicePlayer(file) {
  const audio = new Audio();
  audio.preload = "none";
  audio.src = file.url;
  const bars = Array.from({ length: BARS }, (_, index) => {
    const bar = h("i", {});
    bar.style.height = `${28 + 62 * Math.abs(Math.sin(index * 1.7 + Number(file.id.slice(-2))) * Math.cos(index * 0.6))}%`;
    return bar;
  });
  const button = h("button", { type: "button", class: "voice-play", "aria-label": t("play"), onclick: () => (audio.paused ? audio.play() : audio.pause()) }, icon("play", 20));
  const time = h("small", {}, "0:00");
  const draw = () => {
    const done = audio.duration ? audio.currentTime / audio.duration : 0;
    bars.forEach((bar, index) => bar.classList.toggle("done", index / BARS < done));
    const seconds = Math.floor(audio.currentTime);
    time.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    button.replaceChildren(icon(audio.paused ? "play" : "pause", 20));
    button.setAttribute("aria-label", t(audio.paused ? "play" : "pause"));
  };
  for (const event of ["play", "pause", "timeupdate"]) audio.addEventListener(event, draw);
  audio.addEventListener("ended", () => { audio.currentTime = 0; draw(); });
  return h("div", { class: "voice" }, button, h("span", { class: "bars", "aria-hidden": "true" }, bars), time);
}
