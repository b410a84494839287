import { addDays, addHours, nextMonday, set } from "date-fns";

export type Later = { name: "inHour" | "evening" | "tomorrow" | "monday"; at: Date };

const at = (day: Date, hours: number) => set(day, { hours, minutes: 0, seconds: 0, milliseconds: 0 });

/** The times that people choose most when an answer should go out later. */
export function laterChoices(now: Date): Later[] {
  const choices: Later[] = [{ name: "inHour", at: addHours(now, 1) }];
  if (now.getHours() < 17) choices.push({ name: "evening", at: at(now, 18) });
  choices.push({ name: "tomorrow", at: at(addDays(now, 1), 9) });
  const monday = at(nextMonday(now), 9);
  if (monday.getTime() !== choices.at(-1)?.at.getTime()) choices.push({ name: "monday", at: monday });
  return choices;
}

/** For a `datetime-local` field, which knows no time zone. */
export function localValue(date: Date): string {
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}
