import type { SavedView } from "./api";
import { openListDialog } from "./editing";
import { FilterDialog } from "./FilterDialog";
import type { HeaderProps } from "./ListHeader";
import { SaveViewDialog } from "./SaveViewDialog";
import { ViewsDialog } from "./ViewsDialog";

export type DialogProps = HeaderProps & { view: SavedView | undefined; onClose: () => void };

export function ListDialogs({
  name,
  ...props
}: Omit<DialogProps, "onClose"> & { name: "filter" | "views" | "save" }) {
  const onClose = () => openListDialog(null);
  if (name === "filter") return <FilterDialog {...props} onClose={onClose} />;
  if (name === "save") return <SaveViewDialog {...props} onClose={onClose} />;
  return <ViewsDialog {...props} onClose={onClose} />;
}
