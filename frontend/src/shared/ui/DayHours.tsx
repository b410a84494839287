import { Copy, Minus, Moon, Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import {
  type Day,
  endsNextDay,
  type Interval,
  problemOf,
  withBreak,
  without,
  withTime,
} from "@/shared/lib/hours";
import { Button } from "./Button";
import { IconButton } from "./IconButton";

const time =
  "h-10 w-32 rounded-xl border border-line-strong bg-surface px-2.5 tabular-nums outline-none hover:border-ink-3 focus-visible:border-primary focus-visible:ring-4 focus-visible:ring-primary/15 disabled:opacity-60 pointer-coarse:h-11";

type StretchProps = {
  name: string;
  interval: Interval;
  onTime: (side: 0 | 1, value: string) => void;
  onRemove: () => void;
};

function Stretch({ name, interval, onTime, onRemove }: StretchProps) {
  const { t } = useTranslation();
  const [from, to] = interval;
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <input
        type="time"
        required
        aria-label={t("hours.from", { name })}
        value={from}
        onChange={(event) => onTime(0, event.target.value)}
        className={time}
      />
      <span aria-hidden="true" className="text-ink-3">
        –
      </span>
      <input
        type="time"
        required
        aria-label={t("hours.to", { name })}
        value={to}
        onChange={(event) => onTime(1, event.target.value)}
        className={time}
      />
      <IconButton label={t("hours.remove", { name, from, to })} onClick={onRemove}>
        <Minus className="size-4" />
      </IconButton>
      {endsNextDay(interval) && (
        <span className="inline-flex items-center gap-1 text-[13px] text-ink-3">
          <Moon aria-hidden="true" className="size-3.5" />
          {t("hours.nextDay")}
        </span>
      )}
    </div>
  );
}

type DayHoursProps = {
  name: string;
  day: Day;
  onChange: (day: Day) => void;
  onCopy?: () => void;
  isReadOnly: boolean;
};

/** The hours of one day: none is closed, more than one have breaks between them. */
export function DayHours({ name, day, onChange, onCopy, isReadOnly }: DayHoursProps) {
  const { t } = useTranslation();
  if (isReadOnly) {
    const text = day.map(([from, to]) => `${from}–${to}`).join(", ");
    return <p className="py-2 tabular-nums">{text || t("hours.closed")}</p>;
  }
  const problem = problemOf(day);
  return (
    <div className="flex flex-wrap items-start gap-x-3 gap-y-1.5">
      <div className="flex flex-col gap-1.5">
        {day.length === 0 && (
          <p className="flex min-h-10 items-center text-sm text-ink-3">{t("hours.closed")}</p>
        )}
        {day.map((interval, index) => (
          <Stretch
            // biome-ignore lint/suspicious/noArrayIndexKey: a stretch is its place; its times change while it is edited
            key={index}
            name={name}
            interval={interval}
            onTime={(side, value) => onChange(withTime(day, index, side, value))}
            onRemove={() => onChange(without(day, index))}
          />
        ))}
        {problem && (
          <p role="alert" className="text-[13px] text-danger">
            {t(`hours.problem.${problem}`)}
          </p>
        )}
      </div>
      <div className="flex min-h-10 items-center">
        <Button look="quiet" size="sm" onClick={() => onChange(withBreak(day))}>
          <Plus aria-hidden="true" className="size-4" />
          {day.length === 0 ? t("hours.open") : t("hours.addBreak")}
          <span className="sr-only">: {name}</span>
        </Button>
        {onCopy && day.length > 0 && (
          <IconButton label={t("hours.copy", { name })} onClick={onCopy}>
            <Copy className="size-4" />
          </IconButton>
        )}
      </div>
    </div>
  );
}
