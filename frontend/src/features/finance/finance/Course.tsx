import { useTranslation } from "react-i18next";
import { dayOnly } from "@/shared/lib/dates";
import { money } from "@/shared/lib/money";
import type { Point } from "../course";

function isBusy(point: Point): boolean {
  return point.payments > 0;
}

/** Bars of what came each day or month; the same numbers stand in a table for who does not see them. */
export default function Course({ points, currency }: { points: readonly Point[]; currency: string }) {
  const { t, i18n } = useTranslation();
  const shown = (minor: number) => money(minor, currency, i18n.language);
  const most = Math.max(1, ...points.map((point) => point.taken));
  const last = points.at(-1);
  return (
    <figure className="flex flex-col gap-2">
      <figcaption className="sr-only">{t("finance.courseTitle")}</figcaption>
      <div aria-hidden="true" className="flex h-44 items-end gap-px border-b sm:gap-1">
        {points.map((point) => (
          <div
            key={point.day}
            title={`${dayOnly(point.day, i18n.language)}: ${shown(point.taken)}`}
            className="min-w-0.5 max-w-12 flex-1 rounded-t-md bg-primary transition-opacity hover:opacity-75"
            style={{ height: point.taken > 0 ? `${Math.max(2, (100 * point.taken) / most)}%` : 0 }}
          />
        ))}
      </div>
      <p aria-hidden="true" className="flex justify-between text-[13px] text-ink-3">
        <span>{points[0] && dayOnly(points[0].day, i18n.language)}</span>
        <span>{last && dayOnly(last.day, i18n.language)}</span>
      </p>
      <details className="text-sm">
        <summary className="cursor-pointer text-ink-2">{t("finance.asTable")}</summary>
        <div className="overflow-x-auto">
          <table className="mt-2 w-full text-left tabular-nums">
            <thead className="text-ink-3">
              <tr>
                {(["day", "taken", "refunded", "fees", "net"] as const).map((name) => (
                  <th key={name} scope="col" className="py-1 pr-4 font-medium">
                    {t(`finance.columns.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {points.filter(isBusy).map((point) => (
                <tr key={point.day}>
                  <th scope="row" className="py-1 pr-4 font-normal">
                    {dayOnly(point.day, i18n.language)}
                  </th>
                  <td className="pr-4">{shown(point.taken)}</td>
                  <td className="pr-4">{shown(point.refunded)}</td>
                  <td className="pr-4">{shown(point.fees)}</td>
                  <td className="pr-4">{shown(point.net)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}
