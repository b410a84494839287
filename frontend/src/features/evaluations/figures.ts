import type { EvalResult, EvalRun, QuestionForm, Verdict } from "./api";

/** A share from 0 to 1, or null where there was nothing to count. */
function share(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}

export type Figures = { right: number | null; found: number | null; falseAnswers: number | null };

/** What the charts and tiles show of a run. */
export function figuresOf(run: EvalRun): Figures {
  return {
    right: share(run.right, run.answerable),
    found: share(run.found_in_five, run.with_sources),
    falseAnswers: share(run.false_answers, run.total - run.answerable),
  };
}

export function percent(value: number | null, language: string): string {
  if (value === null) return "–";
  return new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 }).format(value);
}

export function isGood(verdict: Verdict | null): boolean {
  return verdict === "right" || verdict === "declined";
}

export type Turn = "better" | "worse" | null;

/** Whether an answer became right, or stopped being it, since the run before. */
export function turnOf(result: Pick<EvalResult, "verdict" | "before">): Turn {
  if (result.before === null || isGood(result.verdict) === isGood(result.before)) return null;
  return isGood(result.verdict) ? "better" : "worse";
}

const EITHER = " | ";

/** One thing that must be said a line; words that are as good stand behind a bar. */
export function groupsToText(groups: readonly (readonly string[])[]): string {
  return groups.map((group) => group.join(EITHER)).join("\n");
}

export function textToGroups(text: string): string[][] {
  return linesOf(text)
    .map((line) =>
      line
        .split("|")
        .map((part) => part.trim())
        .filter(Boolean),
    )
    .filter((group) => group.length > 0);
}

export function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
}

export const EMPTY: QuestionForm = {
  question: "",
  is_answerable: true,
  expected_answer: "",
  must_contain: [],
  must_not_contain: [],
  sources: [],
  note: "",
};

/** The points of a line as an SVG path over `width` × `height`; values from 0 to 1, gaps where there is none. */
export function pathOf(values: readonly (number | null)[], width: number, height: number): string {
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  let isDown = false;
  return values
    .map((value, index) => {
      if (value === null) {
        isDown = false;
        return "";
      }
      const point = `${isDown ? "L" : "M"}${(index * step).toFixed(1)} ${((1 - value) * height).toFixed(1)}`;
      isDown = true;
      return point;
    })
    .join("");
}
