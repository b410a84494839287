import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { longDay, nearDay } from "@/shared/lib/dates";

function useDayName(at: string): string {
  const { t } = useTranslation();
  const language = useLanguage();
  const near = nearDay(at);
  return near ? t(`dates.${near}`) : longDay(at, language);
}

export function DayName({ at, className = "" }: { at: string; className?: string }) {
  const name = useDayName(at);
  return (
    <span
      className={`rounded-full bg-sunken px-3 py-1 text-xs font-medium text-ink-2 first-letter:uppercase ${className}`}
    >
      {name}
    </span>
  );
}

/** The day that is being read, while its own separator has scrolled away. */
export function FloatingDay({ at }: { at: string | null }) {
  if (!at) return null;
  return (
    <div aria-hidden="true" className="pointer-events-none absolute inset-x-0 top-2 z-10 flex justify-center">
      <DayName at={at} className="border shadow-card" />
    </div>
  );
}
