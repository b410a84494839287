import type { Contact } from "@/shared/api/types";
import type { CustomField } from "./api";

export type Difference = { key: string; label: string; kept: string; other: string };

function shown(value: unknown): string {
  return value === null || value === undefined ? "" : String(value);
}

/** Where two records of one customer say different things; what only one of them knows is simply kept. */
export function differences(
  kept: Contact,
  other: Contact,
  fields: readonly CustomField[],
  labels: Record<"name" | "phone" | "email", string>,
): Difference[] {
  const own = (["name", "phone", "email"] as const).map((key) => ({
    key,
    label: labels[key],
    kept: kept[key],
    other: other[key],
  }));
  const custom = fields.map((field) => ({
    key: field.key,
    label: field.name,
    kept: shown((kept.custom as Record<string, unknown> | undefined)?.[field.key]),
    other: shown((other.custom as Record<string, unknown> | undefined)?.[field.key]),
  }));
  return [...own, ...custom].filter((row) => row.kept !== row.other && row.kept !== "" && row.other !== "");
}
