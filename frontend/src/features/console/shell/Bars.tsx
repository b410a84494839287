import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { dayOnly } from "@/shared/lib/dates";

export type Bar = { day: string; value: number };
type Props = { title: string; bars: readonly Bar[]; write: (value: number) => string };

/** A bar a day; the same numbers stand in a table for who does not see them. */
export function Bars({ title, bars, write }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const most = Math.max(0, ...bars.map((bar) => bar.value));
  const scale = Math.max(1, most);
  const width = 100 / Math.max(1, bars.length);
  return (
    <figure className="flex min-w-0 flex-col gap-2">
      <figcaption className="flex items-baseline justify-between gap-3">
        <span className="text-sm font-semibold">{title}</span>
        <span className="text-[13px] text-ink-3">
          {most > 0 ? t("console.most", { value: write(most) }) : t("console.trail.none")}
        </span>
      </figcaption>
      <svg
        aria-hidden="true"
        viewBox="0 0 100 40"
        preserveAspectRatio="none"
        className="h-36 w-full border-b text-primary"
      >
        {bars.map((bar, index) => {
          const height = bar.value === 0 ? 0 : Math.max(0.8, (39 * bar.value) / scale);
          return (
            <rect
              key={bar.day}
              x={index * width + width * 0.12}
              y={40 - height}
              width={width * 0.76}
              height={height}
              fill="currentColor"
            >
              <title>{`${dayOnly(bar.day, language)}: ${write(bar.value)}`}</title>
            </rect>
          );
        })}
      </svg>
      <p aria-hidden="true" className="flex justify-between text-xs text-ink-3">
        <span>{bars[0] && dayOnly(bars[0].day, language)}</span>
        <span>{bars.length > 0 && dayOnly(bars[bars.length - 1]?.day ?? "", language)}</span>
      </p>
      <details className="text-[13px]">
        <summary className="cursor-pointer text-ink-2">{t("finance.asTable")}</summary>
        <table className="mt-1 w-full tabular-nums">
          <tbody>
            {bars.map((bar) => (
              <tr key={bar.day}>
                <th scope="row" className="py-0.5 text-left font-normal">
                  {dayOnly(bar.day, language)}
                </th>
                <td className="text-right">{write(bar.value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
