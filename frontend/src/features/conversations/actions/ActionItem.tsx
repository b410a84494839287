import type { ReactNode } from "react";
import { Key } from "@/shared/ui/Key";
import { MenuItem } from "@/shared/ui/Menu";

type ItemProps = {
  icon: ReactNode;
  shortcut?: string;
  onSelect: () => void;
  children: string;
};

/** A line of a menu of actions: its picture, its name, and the key that does the same. */
export function ActionItem({ icon, shortcut, onSelect, children }: ItemProps) {
  return (
    <MenuItem onSelect={onSelect} className="[&>svg]:size-4 [&>svg]:shrink-0">
      {icon}
      <span className="flex-1">{children}</span>
      {shortcut && (
        <span aria-hidden="true" className="pointer-coarse:hidden">
          <Key>{shortcut}</Key>
        </span>
      )}
    </MenuItem>
  );
}
