import type { ComponentProps, ReactNode } from "react";
import { Button } from "./Button";
import { Tip } from "./Tip";

type IconButtonProps = Omit<ComponentProps<typeof Button>, "aria-label" | "children"> & {
  label: string;
  shortcut?: string;
  children: ReactNode;
};

/** A button that shows only an icon: the label is its accessible name and its tooltip. */
export function IconButton({
  label,
  shortcut,
  children,
  look = "quiet",
  size = "icon",
  ...rest
}: IconButtonProps) {
  return (
    <Tip text={label} shortcut={shortcut}>
      <Button aria-label={label} look={look} size={size} {...rest}>
        {children}
      </Button>
    </Tip>
  );
}
