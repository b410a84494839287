import { useTranslation } from "react-i18next";
import { copied, WEEKDAYS, type Week } from "@/shared/lib/hours";
import { DayHours } from "./DayHours";

const WORKDAYS = [0, 1, 2, 3, 4];
const ALL_DAYS = [0, 1, 2, 3, 4, 5, 6];

type WeekHoursProps = {
  label: string;
  week: Week;
  onChange: (week: Week) => void;
  isReadOnly: boolean;
};

/** The hours of seven days from Monday; one day's can be copied to its likes. */
export function WeekHours({ label, week, onChange, isReadOnly }: WeekHoursProps) {
  const { t } = useTranslation();
  return (
    <ul aria-label={label} className="divide-y">
      {WEEKDAYS.map((weekday, index) => {
        const name = t(`hours.days.${weekday}`);
        const days = WORKDAYS.includes(index) ? WORKDAYS : ALL_DAYS;
        return (
          <li
            key={weekday}
            className="grid gap-x-4 py-2.5 sm:grid-cols-[7.5rem_minmax(0,1fr)] max-sm:gap-y-1"
          >
            <span className="flex min-h-10 items-center self-start text-sm font-medium max-sm:min-h-6">
              {name}
            </span>
            <DayHours
              name={name}
              day={week[index] ?? []}
              onChange={(day) => onChange(week.map((one, at) => (at === index ? day : one)))}
              onCopy={() => onChange(copied(week, index, days))}
              isReadOnly={isReadOnly}
            />
          </li>
        );
      })}
    </ul>
  );
}
