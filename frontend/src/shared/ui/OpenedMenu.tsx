import type { LazyMenuProps } from "./LazyMenu";
import { Menu, MenuContent, MenuTrigger } from "./Menu";

/** What `LazyMenu` becomes with the first press: a menu like any other, open. */
export function OpenedMenu({ trigger, content, children }: LazyMenuProps) {
  return (
    <Menu defaultOpen>
      <MenuTrigger {...trigger} />
      <MenuContent {...content}>{children}</MenuContent>
    </Menu>
  );
}
