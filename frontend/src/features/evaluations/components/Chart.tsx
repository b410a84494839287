import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { fullWhen } from "@/shared/lib/dates";
import type { EvalRun } from "../api";
import { figuresOf, pathOf, percent } from "../figures";

const WIDTH = 600;
const HEIGHT = 140;
const LINES = [
  { name: "right", className: "stroke-sage", dot: "bg-sage" },
  { name: "found", className: "stroke-primary [stroke-dasharray:6_4]", dot: "bg-primary" },
  { name: "falseAnswers", className: "stroke-danger [stroke-dasharray:2_4]", dot: "bg-danger" },
] as const;

/** Right answers, found passages and false answers over time; `runs` newest first. */
export function Chart({ runs }: { runs: readonly EvalRun[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const points = runs.filter((run) => run.state === "done").toReversed();
  if (points.length < 2) return <p className="text-sm text-ink-3">{t("evaluations.chartLater")}</p>;
  const figures = points.map(figuresOf);
  const first = points[0];
  const last = points.at(-1);
  return (
    <figure>
      <svg
        viewBox={`-4 -6 ${WIDTH + 8} ${HEIGHT + 12}`}
        className="h-40 w-full"
        preserveAspectRatio="none"
        role="img"
        aria-label={t("evaluations.chartSays", {
          count: points.length,
          right: percent(figures.at(-1)?.right ?? null, language),
          before: percent(figures[0]?.right ?? null, language),
        })}
      >
        {[0, 0.5, 1].map((at) => (
          <line key={at} x1={0} x2={WIDTH} y1={at * HEIGHT} y2={at * HEIGHT} className="stroke-line" />
        ))}
        {LINES.map(({ name, className }) => (
          <path
            key={name}
            d={pathOf(
              figures.map((one) => one[name]),
              WIDTH,
              HEIGHT,
            )}
            className={className}
            fill="none"
            strokeWidth={2.5}
            strokeLinejoin="round"
            vectorEffect="non-scaling-stroke"
          />
        ))}
      </svg>
      <figcaption className="mt-2 flex flex-wrap justify-between gap-x-6 gap-y-1 text-[13px] text-ink-2">
        <span className="flex flex-wrap gap-x-4 gap-y-1">
          {LINES.map(({ name, dot }) => (
            <span key={name} className="inline-flex items-center gap-1.5">
              <span aria-hidden="true" className={`size-2.5 rounded-full ${dot}`} />
              {t(`evaluations.line.${name}`)}
            </span>
          ))}
        </span>
        <span className="text-ink-3">
          {first && fullWhen(first.created_at, language)} – {last && fullWhen(last.created_at, language)}
        </span>
      </figcaption>
    </figure>
  );
}
