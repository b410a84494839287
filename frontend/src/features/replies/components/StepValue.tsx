import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type Choice, Choices } from "@/shared/ui/Choices";
import { SelectField } from "@/shared/ui/Field";
import type { Step } from "../steps";
import { type OwnField, VariableText } from "./VariableText";

type Named = { id: string; name: string };
export type MacroPlaces = {
  members: readonly Named[];
  teams: readonly Named[];
  labels: readonly Choice[];
  replies: readonly Named[];
  ownFields: readonly OwnField[];
};

const SNOOZES = ["until_reply", "60", "240", "1440", "4320", "10080"] as const;
const PRIORITIES = ["none", "low", "medium", "high", "urgent"] as const;

function Options({ of }: { of: readonly Named[] }) {
  return of.map(({ id, name }) => (
    <option key={id} value={id}>
      {name}
    </option>
  ));
}

type StepValueProps = { step: Step; label: string; onChange: (value: unknown) => void; places: MacroPlaces };

/** The field for what a step does, by its kind. */
export function StepValue({ step, label, onChange, places }: StepValueProps) {
  const { t } = useTranslation();
  const { type, value } = step;
  const select = (shown: string, toValue: (text: string) => unknown, children: ReactNode) => (
    <SelectField
      label={label}
      isLabelHidden
      value={shown}
      onChange={(event) => onChange(toValue(event.target.value))}
    >
      {children}
    </SelectField>
  );
  switch (type) {
    case "assign_member":
      return select(
        String(value ?? ""),
        (text) => text || null,
        <>
          <option value="me">{t("macroSettings.me")}</option>
          <option value="">{t("macroSettings.nobody")}</option>
          <Options of={places.members} />
        </>,
      );
    case "assign_team":
      return select(
        String(value ?? ""),
        (text) => text || null,
        <>
          <option value="">{t("macroSettings.noTeam")}</option>
          <Options of={places.teams} />
        </>,
      );
    case "add_labels":
    case "remove_labels":
      return (
        <Choices
          label={label}
          isLabelHidden
          options={places.labels}
          chosen={value as string[]}
          onChange={onChange}
          empty={t("macroSettings.noLabels")}
        />
      );
    case "status":
      return select(
        String(value),
        (text) => text,
        (["open", "pending", "resolved"] as const).map((status) => (
          <option key={status} value={status}>
            {t(`macroSettings.statuses.${status}`)}
          </option>
        )),
      );
    case "snooze":
      return select(
        String(value),
        (text) => (text === "until_reply" ? text : Number(text)),
        <>
          {!(SNOOZES as readonly string[]).includes(String(value)) && (
            <option value={String(value)}>{t("macroSettings.minutes", { count: Number(value) })}</option>
          )}
          {SNOOZES.map((snooze) => (
            <option key={snooze} value={snooze}>
              {t(`macroSettings.snoozes.${snooze}`)}
            </option>
          ))}
        </>,
      );
    case "priority":
      return select(
        String(value || "none"),
        (text) => (text === "none" ? "" : text),
        PRIORITIES.map((priority) => (
          <option key={priority} value={priority}>
            {t(`macroSettings.priorities.${priority}`)}
          </option>
        )),
      );
    case "agent_mode":
      return select(
        String(value),
        (text) => text,
        (["autopilot", "off"] as const).map((mode) => (
          <option key={mode} value={mode}>
            {t(`macroSettings.modes.${mode}`)}
          </option>
        )),
      );
    case "send_reply":
      return select(
        String(value),
        (text) => text,
        <>
          <option value="" />
          <Options of={places.replies} />
        </>,
      );
    default:
      return (
        <VariableText
          label={label}
          value={String(value)}
          onChange={onChange}
          ownFields={places.ownFields}
          isRequired
        />
      );
  }
}
