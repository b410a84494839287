import { Store } from "@/shared/lib/store";
import { stored } from "@/shared/lib/stored";

/** Whether the saved views stand beside the list; there is room for them on a wide screen only. */
export const viewsSide = new Store(stored.get("views") !== "closed");

export function showViewsSide(isOpen: boolean): void {
  stored.set("views", isOpen ? null : "closed");
  viewsSide.update(() => isOpen);
}

/** Which of the list's dialogs is open. */
export const listDialog = new Store<"filter" | "views" | "save" | null>(null);

export function openListDialog(name: "filter" | "views" | "save" | null): void {
  listDialog.update(() => name);
}
