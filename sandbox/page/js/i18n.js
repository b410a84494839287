// English and Ukrainian; the choice is remembered.

import { en } from "./words/en.js";
import { uk } from "./words/uk.js";
import { emit } from "./state.js";

const books = { en, uk };

/** Add a platform's own words. */
export function learn(words) {
  for (const code of Object.keys(words)) books[code] = { ...words[code], ...books[code] };
}

export const language = () => (document.documentElement.lang === "uk" ? "uk" : "en");

export function t(key, values = {}) {
  const text = books[language()][key] ?? books.en[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

export function setLanguage(code) {
  document.documentElement.lang = code;
  localStorage.setItem("sandbox.language", code);
  emit("language");
}

const locale = () => (language() === "uk" ? "uk-UA" : "en-GB");
export const clock = (iso) => new Date(iso).toLocaleTimeString(locale(), { hour: "2-digit", minute: "2-digit" });
export const clockSeconds = (iso) => new Date(iso).toLocaleTimeString(locale());

export function day(iso) {
  const date = new Date(iso);
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(iso).setHours(0, 0, 0, 0)) / 86_400_000);
  if (days === 0) return t("today");
  if (days === 1) return t("yesterday");
  return date.toLocaleDateString(locale(), { day: "numeric", month: "long" });
}

/** Short time for a list: the hour today, the date before. */
export const shortTime = (iso) =>
  new Date(iso).toDateString() === new Date().toDateString()
    ? clock(iso)
    : new Date(iso).toLocaleDateString(locale(), { day: "numeric", month: "short" });

export function size(bytes) {
  const units = language() === "uk" ? ["Б", "кБ", "МБ"] : ["B", "kB", "MB"];
  if (bytes < 1000) return `${bytes} ${units[0]}`;
  return bytes < 1e6 ? `${Math.round(bytes / 1000)} ${units[1]}` : `${(bytes / 1e6).toFixed(1)} ${units[2]}`;
}
