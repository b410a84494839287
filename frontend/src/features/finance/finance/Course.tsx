import { useTranslation } from "react-i18next";
import { dayOnly } from "@/shared/lib/dates";
import type { Finance } from "../api";
import { money } from "../money";

type Point = Finance["course"][number];

/** Bars of what came each day or month; the same numbers stand in a table for who does not see them. */
export default function Course({ points, currency }: { points: readonly Point[]; currency: string }) {
  const { t, i18n } = useTranslation();
  const shown = (minor: number) => money(minor, currency, i18n.language);
  const most = Math.max(1, ...points.map((point) => point.taken));
  return (
    <figure className="flex flex-col gap-2">
      <figcaption className="sr-only">{t("finance.courseTitle")}</figcaption>
      <div aria-hidden="true" className="flex h-44 items-end gap-1 border-b">
        {points.map((point) => (
          <div
            key={point.day}
            title={`${dayOnly(point.day, i18n.language)}: ${shown(point.taken)}`}
            className="min-w-1 max-w-12 flex-1 rounded-t-md bg-primary transition-opacity hover:opacity-75"
            style={{ height: `${Math.max(2, (100 * point.taken) / most)}%` }}
          />
        ))}
      </div>
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
              {points.map((point) => (
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
