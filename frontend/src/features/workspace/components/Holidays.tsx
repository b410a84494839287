import { CalendarOff, Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Day } from "@/shared/lib/hours";
import { Button } from "@/shared/ui/Button";
import { DayHours } from "@/shared/ui/DayHours";
import { TextField } from "@/shared/ui/Field";
import { IconButton } from "@/shared/ui/IconButton";

export type Holiday = { date: string; name: string; every_year: boolean; hours: Day };

type HolidaysProps = {
  holidays: readonly Holiday[];
  onChange: (holidays: Holiday[]) => void;
  isReadOnly: boolean;
};

/** Days that differ from their weekday: closed, or with hours of their own. */
export function Holidays({ holidays, onChange, isReadOnly }: HolidaysProps) {
  const { t } = useTranslation();
  const change = (index: number, part: Partial<Holiday>) =>
    onChange(holidays.map((holiday, at) => (at === index ? { ...holiday, ...part } : holiday)));
  const today = new Date().toLocaleDateString("sv");
  const fresh: Holiday = { date: today, name: "", every_year: false, hours: [] };
  return (
    <section className="flex flex-col gap-3">
      <div>
        <h3 className="text-sm font-semibold">{t("hours.holidays")}</h3>
        <p className="text-[13px] text-ink-3">{t("hours.holidaysText")}</p>
      </div>
      {holidays.length === 0 && (
        <p className="flex items-center gap-2 text-sm text-ink-3">
          <CalendarOff aria-hidden="true" className="size-4" />
          {t("hours.noHolidays")}
        </p>
      )}
      <ul className="flex flex-col gap-3">
        {holidays.map((holiday, index) => {
          const name = holiday.name || holiday.date;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: holidays have no id and are not sorted while edited
            <li key={index} className="flex flex-col gap-2 rounded-2xl border p-3">
              <div className="flex flex-wrap items-start gap-2">
                <div className="w-40 max-sm:w-full">
                  <TextField
                    label={t("hours.date")}
                    isLabelHidden
                    type="date"
                    required
                    value={holiday.date}
                    onChange={(event) => change(index, { date: event.target.value })}
                  />
                </div>
                <div className="min-w-40 flex-1">
                  <TextField
                    label={t("hours.holidayName")}
                    isLabelHidden
                    placeholder={t("hours.holidayName")}
                    maxLength={120}
                    value={holiday.name}
                    onChange={(event) => change(index, { name: event.target.value })}
                  />
                </div>
                {!isReadOnly && (
                  <IconButton
                    label={t("settingsRow.delete", { name })}
                    onClick={() => onChange(holidays.filter((_one, at) => at !== index))}
                  >
                    <Trash2 className="size-4" />
                  </IconButton>
                )}
              </div>
              <label className="flex min-h-8 items-center gap-2.5 text-sm">
                <input
                  type="checkbox"
                  checked={holiday.every_year}
                  onChange={(event) => change(index, { every_year: event.target.checked })}
                  className="size-4.5 accent-primary"
                />
                {t("hours.everyYear")}
              </label>
              <DayHours
                name={name}
                day={holiday.hours}
                onChange={(hours) => change(index, { hours })}
                isReadOnly={isReadOnly}
              />
            </li>
          );
        })}
      </ul>
      {!isReadOnly && (
        <Button size="sm" className="self-start" onClick={() => onChange([...holidays, fresh])}>
          <Plus aria-hidden="true" className="size-4" />
          {t("hours.addHoliday")}
        </Button>
      )}
    </section>
  );
}
