import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { clockTime, longDay, nearDay } from "@/shared/lib/dates";
import { Avatar } from "@/shared/ui/Avatar";
import type { LogEntry } from "./api";

/** The entries of one day under its name. */
function days(entries: readonly LogEntry[]): LogEntry[][] {
  const found: LogEntry[][] = [];
  for (const entry of entries) {
    const last = found.at(-1);
    const isSame = last?.[0] && new Date(last[0].at).toDateString() === new Date(entry.at).toDateString();
    if (last && isSame) last.push(entry);
    else found.push([entry]);
  }
  return found;
}

function Row({ entry }: { entry: LogEntry }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const name = entry.who?.name ?? t("activity.system");
  return (
    <li className="flex items-start gap-3 py-2.5">
      <Avatar id={entry.who?.id ?? ""} name={name} size="sm" />
      <div className="min-w-0 flex-1">
        <p className="text-sm break-words">
          {entry.link ? (
            <Link to={entry.link} className="font-medium hover:text-primary hover:underline">
              {entry.text}
            </Link>
          ) : (
            <span className="font-medium">{entry.text}</span>
          )}
        </p>
        <p className="text-[13px] text-ink-2">{name}</p>
      </div>
      <time dateTime={entry.at} className="shrink-0 text-[13px] tabular-nums text-ink-3">
        {clockTime(entry.at, language)}
      </time>
    </li>
  );
}

export function EntryList({ entries }: { entries: readonly LogEntry[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return days(entries).map((day) => {
    const at = day[0]?.at ?? "";
    const near = nearDay(at);
    return (
      <section key={day[0]?.id}>
        <h3 className="text-[13px] font-semibold text-ink-2 first-letter:uppercase">
          {near ? t(`activity.${near}`) : longDay(at, language)}
        </h3>
        <ul className="divide-y">
          {day.map((entry) => (
            <Row key={entry.id} entry={entry} />
          ))}
        </ul>
      </section>
    );
  });
}
