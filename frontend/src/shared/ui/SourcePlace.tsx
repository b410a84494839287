import { useTranslation } from "react-i18next";

type SourcePlaceProps = { name: string; page: number | null; row: number | null; url?: string };

/** "prices.xlsx · row 12": where a passage stands in its document. */
export function SourcePlace({ name, page, row, url }: SourcePlaceProps) {
  const { t } = useTranslation();
  const places = [
    page !== null && t("source.page", { page }),
    row !== null && t("source.row", { row }),
  ].filter(Boolean);
  return (
    <span className="font-medium break-all">
      {url ? (
        <a href={url} target="_blank" rel="noreferrer" className="underline hover:text-primary">
          {name}
        </a>
      ) : (
        name
      )}
      {places.length > 0 && <span className="font-normal text-ink-3"> · {places.join(", ")}</span>}
    </span>
  );
}
