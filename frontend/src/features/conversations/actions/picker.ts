import { Store } from "@/shared/lib/store";
import type { Filters } from "../list/filters";

/** What an action is about: the open conversation, chosen ones, or everything that a list shows. */
export type Target = { ids: readonly string[] } | { shown: Filters; count: number };
export type PickerName = "assign" | "labels" | "priority" | "snooze" | "participants" | "macros";
export type Picker = { name: PickerName; target: Target; text?: string };

export const picker = new Store<Picker | null>(null);

/** The pickers are one dialog for the header, the bulk bar, the keys and the palette alike. */
export function openPicker(name: PickerName, target: Target, text?: string): void {
  picker.update(() => ({ name, target, text }));
}

export function closePicker(): void {
  picker.update(() => null);
}
