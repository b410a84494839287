import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { cn } from "@/shared/lib/cn";
import { fullWhen } from "@/shared/lib/dates";

/** A number with its name, and how it moved. */
export function Tile({ name, value, note }: { name: string; value: ReactNode; note?: ReactNode }) {
  return (
    <div className="min-w-0 rounded-2xl border bg-surface px-4 py-3">
      <p className="text-[13px] text-ink-2">{name}</p>
      <p className="text-2xl font-semibold tabular-nums">{value}</p>
      {note && <p className="text-[13px] text-ink-3">{note}</p>}
    </div>
  );
}

/** "+12 %" against the time before; nothing to compare with says nothing. */
export function Change({ now, before }: { now: number; before: number }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (before === 0) return null;
  const share = new Intl.NumberFormat(language, {
    style: "percent",
    maximumFractionDigits: 0,
    signDisplay: "exceptZero",
  }).format((now - before) / before);
  return (
    <span className={cn(now > before && "text-sage", now < before && "text-danger")}>
      {t("console.than", { share })}
    </span>
  );
}

export function When({ at }: { at: string | null | undefined }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return at ? <time dateTime={at}>{fullWhen(at, language)}</time> : <span>{t("console.never")}</span>;
}

/** Names and values below each other. */
export function Facts({ rows }: { rows: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-5 gap-y-1.5 text-sm">
      {rows.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink-3">{name}</dt>
          <dd className="min-w-0 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function useNumber(): (value: number) => string {
  const language = useLanguage();
  return (value) => new Intl.NumberFormat(language).format(value);
}
