import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { fullWhen } from "@/shared/lib/dates";
import type { TrailLine } from "../api";

const MOMENT = /^\d{4}-\d{2}-\d{2}T/;

/** What a line's action is called; one that has no name yet is shown by its code. */
export function useActionName(): (action: string) => string {
  const { t, i18n } = useTranslation();
  return (action) =>
    i18n.exists(`console.actions.${action}`) ? t(`console.actions.${action as "company.suspended"}`) : action;
}

/** What a line says beside its action, in short. */
export function useDetails(): (line: TrailLine) => string {
  const { t, i18n } = useTranslation();
  const language = useLanguage();
  const shown = (value: unknown) => {
    if (typeof value === "boolean") return t(value ? "console.trail.yes" : "console.trail.no");
    if (typeof value !== "string") return JSON.stringify(value);
    return MOMENT.test(value) ? fullWhen(value, language) : value;
  };
  return (line) =>
    Object.entries(line.details)
      .filter(([, value]) => value !== "" && value !== null)
      .map(([name, value]) => {
        const known = i18n.exists(`console.details.${name}`);
        return `${known ? t(`console.details.${name as "reason"}`) : name}: ${shown(value)}`;
      })
      .join(" · ");
}
