import { type ComponentProps, lazy, type ReactNode, Suspense, useState } from "react";
import type { MenuContent } from "./Menu";

const load = () => import("./OpenedMenu");
const OpenedMenu = lazy(async () => ({ default: (await load()).OpenedMenu }));

export type LazyMenuProps = {
  trigger: ComponentProps<"button">;
  content: Omit<ComponentProps<typeof MenuContent>, "children">;
  children: ReactNode;
};

/** A menu of the first screen: only its button is there at the start, the rest comes when it is reached for. */
export function LazyMenu(props: LazyMenuProps) {
  const [isWanted, setWanted] = useState(false);
  const reach = () => void load();
  const button = (
    <button
      type="button"
      aria-haspopup="menu"
      aria-expanded={false}
      {...props.trigger}
      onPointerEnter={reach}
      onFocus={reach}
      onClick={() => setWanted(true)}
      onKeyDown={(event) => {
        if (event.code !== "ArrowDown") return;
        event.preventDefault();
        setWanted(true);
      }}
    />
  );
  if (!isWanted) return button;
  return (
    <Suspense fallback={button}>
      <OpenedMenu {...props} />
    </Suspense>
  );
}
