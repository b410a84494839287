import { Store } from "@/shared/lib/store";

/** Whether the list of alerts stands open over the page. */
export const centre = new Store(false);

export function openCentre(isOpen: boolean): void {
  centre.update(() => isOpen);
}
