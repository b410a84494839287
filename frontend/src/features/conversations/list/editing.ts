import { Store } from "@/shared/lib/store";

/** Which of the list's dialogs is open. */
export const listDialog = new Store<"filter" | "views" | "save" | null>(null);

export function openListDialog(name: "filter" | "views" | "save" | null): void {
  listDialog.update(() => name);
}
