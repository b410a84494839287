import type { TFunction } from "i18next";
import type en from "@/shared/i18n/en";

type Word = keyof typeof en.trace.word;

const KNOWN: readonly (readonly [RegExp, (t: TFunction, found: readonly string[]) => string])[] = [
  [
    /^confidence ([\d.]+)$/,
    (t, [value = "0"]) => t("trace.detail.sure", { value: Math.round(Number(value) * 100) }),
  ],
  [/^(\d+) passages$/, (t, [count = "0"]) => t("trace.detail.passages", { count: Number(count) })],
  [/^(\d+) photos$/, (t, [count = "0"]) => t("trace.detail.photos", { count: Number(count) })],
  [/^(\d+) of (\d+) services, .*$/, (t, [part, whole]) => t("trace.detail.services", { part, whole })],
  [/^passed$/, (t) => t("trace.detail.passed")],
  [/^answer$/, (t) => t("trace.detail.answer")],
  [/^blocked: (.*)$/s, (t, [what]) => t("trace.detail.blocked", { what })],
  [
    /^([\w-]+ · \w+ · \w+)$/,
    (t, [words = ""]) =>
      words
        .split(" · ")
        .filter((word) => word !== "neutral" && word !== "other")
        .map((word) => t(`trace.word.${word as Word}`, { defaultValue: word }))
        .join(" · "),
  ],
];

/** What a step says of itself, in the reader's language; what is not known stays as it is. */
export function detailOf(t: TFunction, detail: string): string {
  for (const [form, words] of KNOWN) {
    const found = form.exec(detail);
    if (found) return words(t, found.slice(1));
  }
  return detail;
}

/** The words in what a tool was given or gave, without their JSON. */
export function leavesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(leavesOf);
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(leavesOf);
  return value === null || value === "" ? [] : [String(value)];
}
