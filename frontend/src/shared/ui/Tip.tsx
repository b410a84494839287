import { Tooltip } from "radix-ui";
import type { ReactNode } from "react";
import { Key } from "./Key";

export const TipProvider = Tooltip.Provider;

export function Tip({ text, shortcut, children }: { text: string; shortcut?: string; children: ReactNode }) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content
          sideOffset={6}
          collisionPadding={8}
          className="z-50 flex items-center gap-2 rounded-lg bg-ink px-2.5 py-1.5 text-xs text-paper shadow-float animate-fade"
        >
          {text}
          {shortcut && <Key tone="inverse">{shortcut}</Key>}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
